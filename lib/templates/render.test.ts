import { describe, expect, it, test } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { orderText } from "../testing/order-text.ts";
import { render } from "./render.ts";
import { parseTemplate } from "./template.ts";
import type { Rendered, TemplateContext, Variables } from "./types.ts";

const options = { now: new Date("2026-05-29T21:30:00Z"), timeZone: "Europe/Berlin" };

function made(text: string, variables: Partial<Variables> = {}, context: TemplateContext = "text"): Rendered {
  return render(parseTemplate(text, context), { Profile: {}, ...variables }, options);
}
const textOf = (text: string, variables?: Partial<Variables>, context?: TemplateContext) =>
  made(text, variables, context).text;
const profile = (Profile: JsonObject) => ({ Profile });

// The two sample bodies of the page on External Trigger campaigns.
const plainSample = `Hey {{ Profile.name | default: "User" }}
Thank you for shopping with us!
Name: {{ ExternalTrigger.Name | default: "defaultName" }}
Price: {{ ExternalTrigger.Price | default: "defaultPrice" }}
ImageUrl: {{ ExternalTrigger.ImageUrl | default: "defaultImageUrl" }}`;
describe("the sample bodies of External Trigger campaigns", () => {
  it("say what the call brought", () => {
    const ExternalTrigger = { Name: "Shoe", Price: "49.50", ImageUrl: "https://shop.example/shoe.png" };
    expect(made(plainSample, { Profile: { Name: "Asha" }, ExternalTrigger })).toEqual({
      text: "Hey Asha\nThank you for shopping with us!\nName: Shoe\nPrice: 49.50\nImageUrl: https://shop.example/shoe.png",
      missing: [],
    });
  });

  it("fall back to their defaults where the call brought nothing", () => {
    expect(made(plainSample)).toEqual({
      text: "Hey User\nThank you for shopping with us!\nName: defaultName\nPrice: defaultPrice\nImageUrl: defaultImageUrl",
      missing: [],
    });
  });

  it("walk through products and the prices in them", () => {
    const ExternalTrigger: JsonObject = {
      productDetails: [
        {
          productName: "Shoe",
          productID: "SH-44",
          imageURL: "https://shop.example/shoe.png",
          pricingDetails: [
            { name: "Price", value: "49.50" },
            { name: "Tax", value: "4.50" },
          ],
        },
        { productName: "Sock", pricingDetails: [{ value: "3.00" }] },
      ],
    };
    expect(textOf(orderText, { ...profile({ Name: "Asha" }), ExternalTrigger })).toBe(
      `Hey Asha
Thank you for shopping with us!

Name: Shoe
productID: SH-44
imageURL: https://shop.example/shoe.png

Price : 49.50

Tax : 4.50


Name: Sock
productID: defaultProductId
imageURL: defaultImageUrl

defaultPriceName : 3.00

`,
    );
  });

  it("have no lines for products that the call did not bring", () => {
    expect(made(orderText)).toEqual({
      text: "Hey User\nThank you for shopping with us!\n",
      missing: [],
    });
  });
});

describe("a property without value", () => {
  it.each([
    ["absent", {}],
    ["null", { Plan: null }],
    ["an empty text", { Plan: "" }],
    ["an empty list", { Plan: [] }],
  ])("%s prints nothing and is told with its place", (_name, Profile) => {
    expect(made("Hi\n your {{ Profile.Plan }} plan", { Profile })).toEqual({
      text: "Hi\n your  plan",
      missing: [{ path: "Profile.Plan", line: 2, column: 7 }],
    });
  });

  it("is told too where a filter stands behind it that gives no default", () => {
    expect(made("{{ Profile.Points | plus: 1 }}")).toMatchObject({
      text: "",
      missing: [{ path: "Profile.Points" }],
    });
    expect(made('{{ Profile.Plan | upcase | default: "none" }}')).toEqual({ text: "none", missing: [] });
  });

  it("is not missed where it only decides something, nor are false and 0", () => {
    const text = "{% if Profile.Plan %}a{% endif %}{% for tag in Profile.Tags %}b{% endfor %}";
    expect(made(text)).toEqual({ text: "", missing: [] });
    expect(made("{{ Profile.Off }} {{ Profile.None }}", profile({ Off: false, None: 0 }))).toEqual({
      text: "false 0",
      missing: [],
    });
  });

  it("is told of an element of a list by the name that the loop gives it", () => {
    const ExternalTrigger: JsonObject = { Lines: [{ title: "Shoe" }, {}] };
    expect(
      made("{% for line in ExternalTrigger.Lines %}{{ line.title }};{% endfor %}", { ExternalTrigger }),
    ).toMatchObject({ text: "Shoe;;", missing: [{ path: "line.title" }] });
  });

  it("is one that is empty, also of an element or of a name, but not a name that is empty itself", () => {
    const ExternalTrigger: JsonObject = { code: "", Lines: [{ title: "" }], tags: [""] };
    const missing = (text: string) => {
      const rendered = made(text, { ExternalTrigger });
      return rendered.aborted === undefined ? rendered.missing.map(({ path }) => path) : null;
    };
    expect(missing("{{ ExternalTrigger.code }}")).toEqual(["ExternalTrigger.code"]);
    expect(missing("{% for line in ExternalTrigger.Lines %}{{ line.title }}{% endfor %}")).toEqual([
      "line.title",
    ]);
    expect(missing("{% assign l = ExternalTrigger.Lines.first %}{{ l.title }}")).toEqual(["l.title"]);
    expect(missing('{% assign none = "" %}{{ none }}')).toEqual([]);
    expect(missing("{% for tag in ExternalTrigger.tags %}{{ tag }}{% endfor %}")).toEqual([]);
  });
});

describe("values", () => {
  it("of the system's fields are found in either spelling, others as they are written", () => {
    const Profile = { name: "Asha", Email: "asha@example.com", Plan: "gold" };
    expect(textOf("{{ Profile.Name }} {{ Profile.name }} {{ Profile.email }}", { Profile })).toBe(
      "Asha Asha asha@example.com",
    );
    expect(made("{{ Profile.plan }}", { Profile })).toMatchObject({ missing: [{ path: "Profile.plan" }] });
    const both = profile({ Name: "Asha R.", name: "asha" });
    expect(textOf("{{ Profile.Name }}/{{ Profile.name }}", both)).toBe("Asha R./asha");
  });

  it("of the system's fields are found as the traits that become them at CleverTap, too", () => {
    const traits = {
      birthday: "1990-01-31",
      avatar: "a.png",
      customerType: "gold",
      timezone: "Asia/Kolkata",
    };
    const text =
      '{{ Profile.DOB }} {{ Profile.Photo }} {{ Profile["Customer Type"] }} {{ Profile.Tz }} {{ Profile.Timezone }}';
    expect(textOf(text, profile(traits))).toBe("1990-01-31 a.png gold Asia/Kolkata Asia/Kolkata");
    expect(textOf("{{ Profile.dob }}", profile({ ...traits, DOB: "$D_0" }))).toBe("1970-01-01 00:00:00");
  });

  it.each(["$D_694224000", "1992-01-01T00:00:00.000Z", "1992-01-01", "1992-01-01T00:00:00+00:00"])(
    "of a birthday (%s) are that day in every zone",
    (birthday) => {
      const text = '{{ Profile.DOB | date: "%-d %B" }}, {{ Profile.birthday | date: "%F" }}';
      for (const timeZone of ["America/Los_Angeles", "UTC", "Pacific/Auckland"]) {
        const to = { now: options.now, timeZone };
        expect(render(parseTemplate(text, "text"), profile({ birthday }), to).text, timeZone).toBe(
          "1 January, 1992-01-01",
        );
      }
    },
  );

  it("of the identifiers stand in where the person's own properties say nothing", () => {
    const identifiers = { Identity: "cust-1", Email: "asha@example.com", Phone: null };
    const variables = { Profile: { email: "other@example.com" }, identifiers };
    expect(textOf("{{ Profile.identity }} {{ Profile.Email }}", variables)).toBe("cust-1 other@example.com");
    expect(made("{{ Profile.Phone }}{{ Profile.Plan }}", variables)).toMatchObject({
      missing: [{ path: "Profile.Phone" }, { path: "Profile.Plan" }],
    });
  });

  it("of a name stand in as first and last name where no property says it", () => {
    const text = "{{ Profile.Name }}/{{ Profile.name }}";
    expect(textOf(text, profile({ firstName: "Quentin", lastName: "Okafor" }))).toBe(
      "Quentin Okafor/Quentin Okafor",
    );
    expect(textOf(text, profile({ first_name: "Quentin" }))).toBe("Quentin/Quentin");
    expect(textOf(text, profile({ name: "Q.", firstName: "Quentin" }))).toBe("Q./Q.");
    expect(made("{{ Profile.Name }}", profile({ plan: "gold" }))).toMatchObject({
      missing: [{ path: "Profile.Name" }],
    });
  });

  it("with spaces in their names stand in brackets, elements are counted from 0", () => {
    const Event = { "Pet Name": "Rex", Items: [{ Name: "Shoe" }, { Name: "Sock" }] };
    expect(
      textOf('{{ Event["Pet Name"] }} {{ Event.Items[0].Name }} {{ Event.Items.last.Name }}', { Event }),
    ).toBe("Rex Shoe Sock");
  });

  it("that say a moment print as YYYY-MM-DD HH:mm:ss in the zone, other texts stay", () => {
    const Profile = {
      a: "2026-01-01T00:00:00.000Z",
      b: "$D_1767225600",
      c: "2026-01-01",
      d: "2026-01-01T99:00Z",
    };
    expect(textOf("{{ Profile.a }}|{{ Profile.b }}|{{ Profile.c }}|{{ Profile.d }}", { Profile })).toBe(
      "2026-01-01 01:00:00|2026-01-01 01:00:00|2026-01-01|2026-01-01T99:00Z",
    );
    expect(textOf('{% now %}|{{ "now" | date: "%d %b %H:%M" }}')).toBe("2026-05-29 23:30:00|29 May 23:30");
  });

  it("of a call's payload are texts, of which only CleverTap's own way says a moment", () => {
    const made = "2026-03-01T10:00:00Z";
    const ExternalTrigger = { made, at: "$D_1767225600", lines: [{ made }] };
    const text = (written: string) => textOf(written, { ExternalTrigger });
    expect(text("{{ ExternalTrigger.made }}|{{ ExternalTrigger.at }}")).toBe(`${made}|2026-01-01 01:00:00`);
    expect(text("{% for l in ExternalTrigger.lines %}{{ l.made | default: 'x' }}{% endfor %}")).toBe(made);
    expect(text('{{ ExternalTrigger.made | date: "%H:%M" }}')).toBe("11:00");
  });

  it.each([
    "{{ ExternalTrigger.lines.first.made }}",
    "{{ ExternalTrigger.lines.last.made }}",
    '{{ ExternalTrigger[Profile.key] | default: "x" }}',
    '{% assign at = ExternalTrigger.made | default: "x" %}{{ at }}',
    "{% assign line = ExternalTrigger.lines[0] %}{{ line.made }}",
    "{% for pair in ExternalTrigger.lines.first %}{{ pair[1] }}{% endfor %}",
    "{% assign all = ExternalTrigger.lines | reverse %}{% for l in all %}{{ l[Profile.key] }}{% endfor %}",
  ])("of a call's payload stay texts however they are come by: %s", (text) => {
    const at = "2026-03-01T10:00:00Z";
    const ExternalTrigger = { made: at, lines: [{ made: at }] };
    expect(textOf(text, { Profile: { key: "made" }, ExternalTrigger })).toBe(at);
  });

  it("of the constant event property are a text, or a list with the newest first", () => {
    expect(textOf("{{ ConstantEventProperty }}", { ConstantEventProperty: "SH-44" })).toBe("SH-44");
    const text = "{% for sku in ConstantEventProperty limit:2 %}{{ sku }},{% endfor %}";
    expect(textOf(text, { ConstantEventProperty: ["c", "b", "a"] })).toBe("c,b,");
  });

  it.each([
    ["{% for a in ConstantEventProperty %}{{ a }}{% endfor %}", "12345"],
    ["{% for a in ConstantEventProperty reversed %}{{ a }}{% endfor %}", "54321"],
    ["{% for a in ConstantEventProperty limit:7 %}{{ a }}{% endfor %}", "1234567"],
    ["{% for a in ConstantEventProperty offset:4 limit:2 %}{{ a }}{% endfor %}", "56"],
    ['{{ ConstantEventProperty | join: "+" }}', "1+2+3+4+5"],
    ["{% assign all = ConstantEventProperty %}{% for a in all %}{{ a }}{% endfor %}", "12345"],
    ["{{ ConstantEventProperty[5] }}{{ ConstantEventProperty.first }}", "61"],
  ])("of a list of more than five constant properties the newest five, unless told: %s", (text, expected) => {
    const ConstantEventProperty = ["1", "2", "3", "4", "5", "6", "7"];
    expect(made(text, { ConstantEventProperty })).toEqual({ text: expected, missing: [] });
  });

  it.each([
    ["{{ 19.99 | times: 100 }}", "1999"],
    ["{{ 0.1 | plus: 0.2 }} {{ 49.95 | times: 3 }} {{ 1 | minus: 0.9 }}", "0.3 149.85 0.1"],
    ["{{ 10 | divided_by: 3 }} {{ 12345678901234567 | plus: 1 }}", "3.33333333333333 12345678901234568"],
    ["{% assign sum = 0.1 | plus: 0.2 %}{% if sum == 0.3 %}equal{% endif %}", "equal"],
  ])("that are calculated show nothing of how doubles are kept: %s", (text, expected) => {
    expect(textOf(text)).toBe(expected);
  });

  it.each([
    ["{{ Profile.spent | divided_by: Profile.orders }}", "divided_by"],
    ["{{ Profile.spent | divided_by: Profile.orders | round: 2 | append: ' each' }}", "divided_by"],
    ["{% assign each = 0 | divided_by: 0 %}{{ each }}", "divided_by"],
    ["{{ Profile.spent | modulo: 0 }}", "modulo"],
    ["{{ 1e308 | times: 10 }}", "times"],
  ])("that come out as no number are not sent to anybody: %s", (text, filter) => {
    const Profile = { spent: 20, orders: 0 };
    const given = text.replace("1e308", `1${"0".repeat(308)}`);
    expect(made(given, { Profile })).toEqual({
      aborted: "Liquid render error",
      reason: `The filter “${filter}” cannot be applied: what comes out is no number, as where something is divided by zero.`,
    });
  });

  it("reach nothing that JavaScript adds to them", () => {
    const Profile = { Tags: ["a"], Name: "Asha" };
    for (const path of [
      "Profile.constructor",
      "Profile.__proto__.polluted",
      "Profile.toString",
      "Profile.Tags.length",
      "Profile.Tags.map",
      "Profile.Name.constructor.name",
    ]) {
      expect(made(`{{ ${path} }}`, { Profile }), path).toMatchObject({ text: "", missing: [{ path }] });
    }
    expect(textOf("{{ Profile.Tags.size }}{{ Profile.Name.size }}", { Profile })).toBe("14");
  });
});

describe("values are escaped for the place that they go to", () => {
  const Profile = { bio: `<b>"Tom" & 'Jo'</b>\n`, list: ["a", { b: 1 }], n: 5 };

  test.each<[TemplateContext, string]>([
    ["text", `<b>"Tom" & 'Jo'</b>\n`],
    ["html", "&lt;b&gt;&#34;Tom&#34; &amp; &#39;Jo&#39;&lt;/b&gt;\n"],
    ["json", `<b>\\"Tom\\" & 'Jo'</b>\\n`],
    ["url", "%3Cb%3E%22Tom%22%20%26%20'Jo'%3C%2Fb%3E%0A"],
  ])("%s", (context, expected) => {
    expect(textOf("/{{ Profile.bio }}", { Profile }, context)).toBe(`/${expected}`);
    // The author's own text is never escaped, and `raw` is the way out for a value.
    expect(textOf('<a href="x">', {}, context)).toBe('<a href="x">');
    expect(textOf("{{ Profile.bio | raw }}", { Profile }, context)).toBe(Profile.bio);
  });

  it("once, where a filter has done it already", () => {
    expect(textOf("{{ Profile.bio | escape }}", { Profile }, "html")).toBe(
      textOf("{{ Profile.bio }}", { Profile }, "html"),
    );
    expect(JSON.parse(textOf('{"bio":{{ Profile.bio | json }}}', { Profile }, "json") ?? "")).toEqual({
      bio: Profile.bio,
    });
    expect(textOf("{{ Profile.bio | url_encode }}", { Profile }, "url")).not.toContain("%25");
  });

  it("and breaks of lines are the author's, what stands in the lines is not", () => {
    const html = (text: string) => textOf(text, { Profile: { note: "<b>a</b>\r\nb" } }, "html");
    expect(html("{{ Profile.note | newline_to_br }}")).toBe("&lt;b&gt;a&lt;/b&gt;<br />\nb");
    expect(html("{{ Profile.note | escape | newline_to_br }}")).toBe("&lt;b&gt;a&lt;/b&gt;<br />\nb");
    expect(html("{{ Profile.note | raw | newline_to_br }}")).toBe("<b>a</b><br />\nb");
    expect(made("{{ Profile.none | newline_to_br }}")).toMatchObject({ missing: [{ path: "Profile.none" }] });
  });

  it("and lists and objects are JSON where JSON is written", () => {
    const text = '{"list":{{ Profile.list }},"n":{{ Profile.n }}}';
    expect(JSON.parse(textOf(text, { Profile }, "json") ?? "")).toEqual({ list: Profile.list, n: 5 });
  });

  it.each<TemplateContext>(["text", "html", "json"])(
    "and no half of a character is printed as %s: a filter gives characters, and what is left is told by one",
    (context) => {
      const text = (written: string, x: string) => textOf(written, profile({ x }), context);
      expect(text('{{ Profile.x | split: "" | first }}', "🎉 Ada")).toBe("🎉");
      expect(text('{{ Profile.x | split: "" | reverse | join: "-" }}', "a🎉b")).toBe("b-🎉-a");
      expect(text('{{ Profile.x | split: "," | last }}', "a,🎉")).toBe("🎉");
      expect(text("{{ Profile.x }}", "a\ud83c")).toBe("a\ufffd");
    },
  );

  it("and a text that is half a character does not end the rendering of a URL", () => {
    expect(textOf("{{ Profile.x }}", profile({ x: "a\ud800" }), "url")).toBe("a%EF%BF%BD");
    expect(textOf("?{{ Profile.x }}", profile({ x: "a\ud800" }), "url")).toBe("?a%EF%BF%BD");
  });

  it("but what an address begins with is the address: only what none may have in it is encoded", () => {
    const ExternalTrigger = { Image: "https://cdn.shop.example/a b/größe.png?x=1&y=%20#top" };
    const text = (written: string) => textOf(written, { ExternalTrigger }, "url");
    const image = "https://cdn.shop.example/a%20b/gr%C3%B6%C3%9Fe.png?x=1&y=%20#top";
    expect(text("{{ ExternalTrigger.Image }}")).toBe(image);
    expect(text("{% if ExternalTrigger.Image %}{{ ExternalTrigger.Image }}{% endif %}")).toBe(image);
    expect(text('{{ ExternalTrigger.None | default: "https://shop.example/?a=1&b=2" }}')).toBe(
      "https://shop.example/?a=1&b=2",
    );
    expect(text("https://shop.example/?next={{ ExternalTrigger.Image }}")).toBe(
      `https://shop.example/?next=${encodeURIComponent(ExternalTrigger.Image)}`,
    );
  });

  it("but not the author's own words that stand in for a value, where they are printed as they are", () => {
    const html = (text: string) => textOf(text, { Profile: { city: "<Pune>" } }, "html");
    expect(html('{{ Profile.none | default: "<b>friend</b> & co" }}')).toBe("<b>friend</b> & co");
    expect(html('{{ Profile.city | default: "<b>friend</b>" }}')).toBe("&lt;Pune&gt;");
    expect(html("{{ Profile.none | default: Profile.city }}")).toBe("&lt;Pune&gt;");
    expect(html('{{ Profile.none | default: "<b>" | append: Profile.city }}')).toBe("&lt;b&gt;&lt;Pune&gt;");
    expect(textOf('"{{ Profile.none | default: \'a "b"\' }}"', {}, "json")).toBe('"a \\"b\\""');
  });
});

// The samples of CleverTap's page on Liquid tags, with what it shows beside them.
it.each<[string, Partial<Variables>, string]>([
  [
    "{% for i in (1..10) %}{% if i == 7 %}{% break %}{% else %}{{ i }} {% endif %}{% endfor %}",
    {},
    "1 2 3 4 5 6 ",
  ],
  [
    "{% for i in (1..10) %}{% if i == 7 %}{% continue %}{% else %}{{ i }} {% endif %}{% endfor %}",
    {},
    "1 2 3 4 5 6 8 9 10 ",
  ],
  ["{% if Event.price > 100%}COUPON{% else %}{% abort %}{% endif %}", { Event: { price: 101 } }, "COUPON"],
  [
    '{% for item in Profile.a limit:2 %}{{ item | default: "NA" }} {% endfor %}',
    profile({ a: [1, 2, 3] }),
    "1 2 ",
  ],
  [
    '{% for item in Profile.a offset:2 %}{{ item | default: "NA" }} {% endfor %}',
    profile({ a: [1, 2, 3] }),
    "3 ",
  ],
  ["{% for item in Profile.a reversed %}{{ item }} {% endfor %}", profile({ a: [1, 2, 3] }), "3 2 1 "],
  ['{{ "now" | date: "%Y-%m-%d %H:%M" }}', {}, "2026-05-29 23:30"],
  ["{% raw %}{{ 5 | plus: 6 }}{% endraw %} equals 11.", {}, "{{ 5 | plus: 6 }} equals 11."],
  ['{% assign all = " C1, C2" | split: ", " %}{% for one in all %}{{ one }};{% endfor %}', {}, " C1;C2;"],
  [
    '{% assign LANG = Profile.Language %}{% if LANG == "FRENCH" %}Bonjour!{% else %}Hello!{% endif %}',
    profile({ Language: "FRENCH" }),
    "Bonjour!",
  ],
  [
    '{% if Event["Requested Product"] == "Card" %}a{% else %}b{% endif %}',
    { Event: { "Requested Product": "Card" } },
    "a",
  ],
])("CleverTap's sample %s", (text, variables, expected) => {
  expect(made(text, variables)).toEqual({ text: expected, missing: [] });
});

describe("the message is not made", () => {
  it("where the template aborts it, and only there", () => {
    const text = '{% if ExternalTrigger.OrderId == "" %}{% abort %}{% endif %}thanks';
    expect(made(text, { ExternalTrigger: { OrderId: "" } })).toEqual({
      aborted: "LiquidLogicAborted",
      reason: expect.stringMatching(/./),
    });
    expect(textOf(text, { ExternalTrigger: { OrderId: "o-1" } })).toBe("thanks");
  });

  it.each([
    ["{% for a in (1..400) %}{% for b in (1..400) %}x{% endfor %}{% endfor %}", "turns"],
    ["{% for a in (1..100000) %}x{% endfor %}", "elements"],
    ["{% for a in (1..Profile.n) %}x{% endfor %}", "elements"],
    [`{% for a in (1..2000) %}${"0123456789".repeat(100)}{% endfor %}`, "characters"],
    ['{% assign a = "x" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}', "append"],
    [`{% assign a = "${"x".repeat(9_000)}" | replace: "x", "${"y".repeat(9_000)}" %}`, "replace"],
  ])("where it would take too long or become too large: %s", (text, said) => {
    const { aborted, reason } = made(text, profile({ n: 1e9 })) as { aborted: string; reason: string };
    expect(aborted).toBe("Liquid render timeout");
    expect(reason).toContain(said);
  });

  it("and the one after it is made as if nothing had been", () => {
    expect(made("{% for a in (1..3) %}{% break %}{% endfor %}{% abort %}")).toMatchObject({
      aborted: "LiquidLogicAborted",
    });
    expect(made("{% assign b = 1 %}a{{ b }}")).toEqual({ text: "a1", missing: [] });
  });
});

test("a name that the template gives is gone with the rendering", () => {
  const template = parseTemplate(
    "{{ seen | default: 'new' }}{% for t in Profile.Tags %}{% assign seen = t %}{% endfor %}",
    "text",
  );
  const variables = profile({ Tags: ["a"] });
  expect([1, 2].map(() => render(template, variables, options).text)).toEqual(["new", "new"]);
});
