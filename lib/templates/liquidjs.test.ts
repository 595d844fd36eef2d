import fc from "fast-check";
import { Liquid } from "liquidjs";
import { expect, it, test } from "vitest";
import { render } from "./render.ts";
import { parseTemplate } from "./template.ts";
import type { Variables } from "./types.ts";

// Templates are compiled by our own code; what it makes is held against liquidjs itself.
const original = new Liquid({ ownPropertyOnly: true, timezoneOffset: "UTC", locale: "en" });
const options = { now: new Date(), timeZone: "UTC" };
const variables: Variables = {
  Profile: {
    Name: "Asha",
    Age: 31,
    Points: 7.5,
    VIP: true,
    Off: false,
    Empty: "",
    Tags: ["b", "a", "c"],
    Deep: { x: { y: "z" } },
  },
  Event: {
    Items: [{ Name: "Shoe", Price: 49.5 }, { Name: "Sock", Price: 3 }, { Name: "Hat" }],
    total: "120",
  },
};

function same(text: string): void {
  const ours = render(parseTemplate(text, "text"), variables, options);
  expect(ours.text, text).toBe(original.parseAndRenderSync(text, variables));
}

it.each([
  "{{ Profile.Name }} is {{Profile.Age}}, {{ Profile.Points }}, {{ Profile.VIP }} {{ Profile.Off }}",
  "{{ Profile.Tags }} {{ Profile.Tags.first }} {{ Profile.Tags.last }} {{ Profile.Tags.size }} {{ Profile.Tags[-1] }}",
  "{{ Profile.Deep.x.y }} {{ Profile.Deep['x'][\"y\"] }} {{ Profile.None.x.y }}",
  "{% assign k = 'Name' %}{{ Profile[k] }} {{ Event.Items[1][k] }}",
  "a {%- if true -%} b {%- endif -%} c\n {{- 'x' -}} \n d",
  "{% if Profile.Age > 30 and Profile.VIP or Profile.Off %}1{% elsif true %}2{% else %}3{% endif %}",
  "{% if Profile.Off or Profile.VIP and Profile.Empty %}1{% endif %}{% if Profile.Empty %}2{% endif %}",
  "{% unless Profile.Off %}1{% endunless %}{% unless Profile.VIP %}2{% elsif Profile.Age == 31 %}3{% else %}4{% endunless %}",
  "{% if Profile.None == nil %}1{% endif %}{% if Profile.Empty == empty %}2{% endif %}{% if Profile.None == blank %}3{% endif %}{% if Profile.Tags != empty %}4{% endif %}{% if empty == Profile.Empty %}5{% endif %}",
  "{% if Profile.Tags contains 'a' %}1{% endif %}{% if Profile.Name contains 'sh' %}2{% endif %}{% if Profile.Age contains 3 %}3{% endif %}",
  "{% if Event.total > 100 %}1{% endif %}{% if 'b' > 'a' %}2{% endif %}{% if Profile.None > 1 %}3{% endif %}{% if Profile.Age >= 31 %}4{% endif %}",
  "{% case Profile.Age %}{% when 1, 31 %}a{% when 31 or 5 %}b{% else %}c{% endcase %}{% case Profile.Name %}{% when 'x' %}d{% else %}e{% endcase %}",
  "{% for i in Event.Items %}{{ forloop.index }}/{{ forloop.length }} {{ i.Name }} {{ i.Price }}{% unless forloop.last %}, {% endunless %}{% endfor %}",
  "{% for i in Event.Items reversed limit:2 offset:1 %}{{ i.Name }}{{ forloop.rindex0 }}{% endfor %}{% for i in Profile.None %}x{% else %}none{% endfor %}",
  "{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}",
  "{% for i in (1..2) %}{% for i in (3..4) %}{{ i }}{{ forloop.first }}{% endfor %}{{ i }}{% endfor %}",
  "{% for p in Profile.Deep %}{{ p[0] }}={{ p[1].y }}{% endfor %}{% for c in Profile.Name %}[{{ c }}]{% endfor %}",
  "{% tablerow i in Event.Items cols:2 %}{{ i.Name }}{{ tablerowloop.col_last }}{% endtablerow %}{% tablerow i in Profile.None %}x{% endtablerow %}",
  "{% for i in (1..2) %}{{ a }}{% assign a = i %}{% endfor %}{{ a }}",
  "{% assign a = Profile.Age | plus: 1 %}{{ a | times: 2 | append: '!' }}{{ 'x' | default: 'y' }}{{ Profile.Off | default: 'd' }}{{ Profile.Off | default: 'd', allow_false: true }}",
  "{% raw %}{{ x }} {% y %}{% endraw %}|{% comment %}{{ x }}{% if %}{% endcomment %}|",
  "{{ Event.Items | map: 'Name' | sort | join: '+' }} {{ Event.Items | where: 'Name', 'Hat' | size }} {{ Event.Items | sum: 'Price' }}",
  "{{ Profile.Name | upcase | slice: 1, 2 }} {{ 'a-b' | split: '-' | reverse | join: ',' }} {{ 5.678 | round: 1 }} {{ 'a b' | url_encode }}",
  "{{ 0 | date: '%Y-%m-%d %H:%M' }} {{ '2026-03-04T05:06:07Z' | date: '%B %-d' }}",
  "{{ 1.0 }} {{ -3 }} {{ true }} {{ nil }} {{ 'q\"q' }} {{ \"it's\" }}",
])("%s reads as liquidjs has it", same);

test("so do templates that are put together at random", () => {
  const path = fc.constantFrom(
    "Profile.Name",
    "Profile.Age",
    "Profile.Off",
    "Profile.Tags",
    "Event.total",
    "Event.Items.size",
    "Profile.VIP",
    "Profile.Points",
  );
  const literal = fc.constantFrom("'a'", "'Asha'", "31", "true", "false", "nil", "7.5");
  const value = fc.oneof(path, literal);
  const compared = fc
    .tuple(path, fc.constantFrom("==", "!=", "contains"), literal)
    .map((parts) => parts.join(" "));
  const condition = fc
    .tuple(
      fc.oneof(compared, value),
      fc.array(fc.tuple(fc.constantFrom("and", "or"), fc.oneof(compared, value)), { maxLength: 3 }),
    )
    .map(([first, more]) => [first, ...more.map((part) => part.join(" "))].join(" "));
  const filter = fc.constantFrom("", " | default: 'd'", " | append: 'x'", " | size", " | upcase", " | first");
  const { body } = fc.letrec<{ body: string; part: string }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(" text ", "\n", "{{- 'x' -}}", "{{ n }}", "{% assign n = Profile.Age | plus: 1 %}"),
      fc.tuple(value, filter).map(([what, by]) => `{{ ${what}${by} }}`),
      fc
        .tuple(condition, tie("body"), tie("body"))
        .map(([when, yes, no]) => `{% if ${when} %}${yes}{% else %}${no}{% endif %}`),
      fc.tuple(condition, tie("body")).map(([when, yes]) => `{%- unless ${when} -%}${yes}{%- endunless -%}`),
      fc
        .tuple(fc.constantFrom("Profile.Tags", "Event.Items", "(1..3)", "Profile.None"), tie("body"))
        .map(([list, each]) => `{% for i in ${list} limit:2 %}{{ forloop.index0 }}${each}{% endfor %}`),
      fc
        .tuple(value, literal, tie("body"), tie("body"))
        .map(
          ([what, when, yes, no]) => `{% case ${what} %}{% when ${when} %}${yes}{% else %}${no}{% endcase %}`,
        ),
    ),
    body: fc.array(tie("part"), { maxLength: 3 }).map((parts) => parts.join("")),
  }));
  // `n` is a name only where something gives it a value.
  fc.assert(
    fc.property(body, (text) => same(`${text}{% assign n = 1 %}`)),
    { numRuns: 400 },
  );
});
