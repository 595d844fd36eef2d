import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { storableText } from "../kernel/storable-text.ts";
import { beyondFilters, needsValue } from "./allowed.ts";
import { render } from "./render.ts";
import { parseTemplate } from "./template.ts";

const options = { now: new Date("2026-01-01T00:00:00Z"), timeZone: "Asia/Kolkata" };

/** Values of every kind, among them objects that say odd things of themselves. */
const odd = fc.constantFrom<unknown>(
  { toString: 1, valueOf: null },
  { toLiquid: 1, next: 2, return: 3, throw: 4, length: 5 },
  JSON.parse('{"__proto__":{"a":1},"constructor":"c","hasOwnProperty":0}'),
  ...["\ud800", "$D_999999999999", "2026-13-45T99:99:99Z", 1e308, -0],
);
const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), odd, fc.string(), fc.integer({ min: -3, max: 9 }));
const templates = [
  "{{ Profile.a }}{{ Profile[Profile.b] }}{{ Profile.a.b[0].size }}{{ Profile.a | default: Profile.b }}",
  "{% for i in Profile.a limit:Profile.b offset:Profile.c reversed %}{{ i }}{{ i[1] }}{{ forloop.index }}{% endfor %}",
  "{% tablerow i in Profile.a cols:Profile.b %}{{ i.a }}{% endtablerow %}",
  "{% for i in (Profile.a..Profile.b) %}{{ i }}{% endfor %}",
  "{% if Profile.a contains Profile.b or Profile.a > Profile.b and Profile.a == Profile.c %}1{% endif %}{% if Profile.a == empty or Profile.b != blank %}2{% endif %}",
  "{% case Profile.a %}{% when Profile.b, empty, 1 %}a{% else %}{% assign x = Profile.c %}{{ x.y }}{% endcase %}",
  ...beyondFilters.map(
    (filter) =>
      `{{ Profile.a | ${filter}: Profile.b, Profile.c }}{{ Profile.a | ${filter}${needsValue.has(filter) ? ": Profile.b" : ""} }}`,
  ),
];

test.each(templates)(
  "a text is made of whatever there is, or it is said why not, the same each time: %s",
  (text) => {
    const places = ["text", "html", "json", "url"] as const;
    const place = text.includes("tablerow")
      ? fc.constantFrom(...places.slice(0, 2))
      : fc.constantFrom(...places);
    fc.assert(
      fc.property(place, value, value, value, (context, a, b, c) => {
        const Profile = { a, b, c } as JsonObject;
        const before = JSON.stringify(Profile);
        const template = parseTemplate(text, context);
        const made = render(template, { Profile }, options);
        const told = made.text ?? made.reason;
        expect(typeof told).toBe("string");
        expect(told).toBe(storableText(told));
        expect(render(template, { Profile }, options)).toEqual(made);
        expect(JSON.stringify(Profile)).toBe(before);
      }),
      { numRuns: 200 },
    );
  },
);
