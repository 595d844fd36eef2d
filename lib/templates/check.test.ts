import { describe, expect, it, test } from "vitest";
import { allowedTags, beyondFilters } from "./allowed.ts";
import { liquid } from "./liquid.ts";
import { checkTemplate, parseTemplate } from "./template.ts";

const problemsOf = (text: string) => checkTemplate(text, "text").problems;

describe("what is wrong is told with its place", () => {
  it.each([
    ["{% if Profile.a %}x", 1, 1, "not closed"],
    ["a\n  {{ Profile.a", 2, 3, "not closed"],
    ["{{ }}", 1, 4, "value is missing"],
    ["{{ Profile.Pet Name }}", 1, 1, 'Profile["Pet Name"]'],
    ["{% if Profile.a and Profile.b or %}x{% endif %}", 1, 1, "either side"],
    ["{% if not Profile.a %}x{% endif %}", 1, 1, "side by side"],
    ["{% if Profile.a = 1 %}x{% endif %}", 1, 18, "cannot be read"],
    ["{{ Profile.a | shout }}", 1, 1, "no filter “shout”"],
    ["{{ Profile.a | default }}", 1, 1, "default needs"],
    ["{{ Profile.a | }}", 1, 1, "name of a filter"],
    ["{{ name }}", 1, 4, "“name” is unknown"],
    ['{{ "x".size }}', 1, 4, "not a property"],
    ["{{ Profile.a | default: “x” }}", 1, 25, "Curly quotes"],
    ["{% if Profile.a == ‘x’ %}y{% endif %}", 1, 20, "Curly quotes"],
    ["“Hello” {{ Profile.a", 1, 9, "not closed"],
    ["{% if Profile.a %}x{% elseif Profile.b %}y{% endif %}", 1, 20, "elsif"],
    ["{% if Profile.a %}x{% else if Profile.b %}y{% endif %}", 1, 20, "elsif"],
    ["{% include 'secrets' %}", 1, 1, "no tag “include”"],
    ["{% render 'a' %}", 1, 1, "no tag “render”"],
    ["{% capture a %}x{% endcapture %}", 1, 1, "no tag “capture”"],
    ["{% # note %}", 1, 1, "no tag"],
    ["{% else %}", 1, 1, "outside of its block"],
    ["{% endif %}", 1, 1, "no “if” open"],
    ["{% break %}", 1, 1, "outside of a loop"],
    ["{% abort now %}", 1, 1, "takes nothing"],
    ["{% for a of Profile.b %}{% endfor %}", 1, 1, "for item in list"],
    ["{% for a in Profile.b step:2 %}{% endfor %}", 1, 1, "no option “step”"],
    ["{% for a in Profile.b limit %}{% endfor %}", 1, 1, "limit:3"],
    ["{% assign Profile = 1 %}", 1, 1, "object of its own"],
    ["{% assign a %}", 1, 1, "assign name = value"],
    ["{% case Profile.a %}x{% endcase %}", 1, 1, "no “when”"],
    ['{% case Profile.a %}{% when "a" "b" %}{% endcase %}', 1, 21, "parted"],
    ["{% raw %}{{ a }}", 1, 10, "not closed"],
    ["{% comment %}x", 1, 1, "not closed"],
    ["{% if Profile.a %}x{% endif Profile.b %}", 1, 20, "takes nothing"],
    ["{% case Profile.a %}\n{% when %}\nx{% endcase %}", 2, 1, "value is missing"],
    ["{% case Profile.a %}{% else %}e\n{% when 1 %}x{% endcase %}", 2, 1, "behind “else”"],
    ["{% if Profile.a %}\n{% else %}\n{% elsif Profile.b %}{% endif %}", 3, 1, "behind “else”"],
    ["{{ Profile. }}", 1, 4, "behind the dot"],
    ["{{ Profile.Name. }}", 1, 4, "behind the dot"],
    ["{% for a in Profile. %}x{% endfor %}", 1, 13, "behind the dot"],
    ["{% if Profile.n &gt; 4 %}y{% endif %}", 1, 18, "&gt; is HTML"],
    ["{{ Profile.a | default: &quot;x&quot; }}", 1, 25, "&quot; is HTML"],
    ["{{ \ufeffProfile.a }}", 1, 4, "cannot be seen"],
    ["{{&nbsp;Profile.a }}", 1, 3, "&nbsp; is HTML"],
    ["{{ Profile.a | default 'x' }}", 1, 24, "colon"],
    ["{% if (Profile.a == 1) %}x{% endif %}", 1, 18, "range alone"],
  ])("%s", (text, line, column, said) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ line, column });
    expect(first?.message).toContain(said);
    expect(first?.message).not.toMatch(/line:\d/);
    expect(() => parseTemplate(text, "text")).toThrow(/^text: line/);
  });

  it.each([
    ["{% case Profile.a %}{% when 1 %}x{% else %}y\n{% else %}z{% endcase %}", 2, 1, "two “else”"],
    ["{% case Profile.a, Profile.b %}{% when 1 %}x{% endcase %}", 1, 1, "one value stands here"],
    ["{% if Profile.a == 1, 2 %}x{% endif %}", 1, 1, "“, 2” cannot be read"],
    ["{% if true %}{% elsif Profile.a, 2 %}x{% endif %}", 1, 14, "“, 2” cannot be read"],
    ["{% assign a = Profile.b, 2 %}{{ a }}", 1, 1, "“, 2” cannot be read"],
    ["{{ Profile.a, Profile.b }}", 1, 1, "“, Profile.b” cannot be read"],
    ["{% if Profile.a == 'gold %}x{% endif %}", 1, 20, "quote at its end"],
    [`{% if Profile.a == 'gold" %}x{% endif %}`, 1, 20, "quote at its end"],
    ['{% assign a = "abc %}{{ a }}', 1, 15, "quote at its end"],
    ["{% case Profile.a %}{% when 'gold %}x{% endcase %}", 1, 29, "quote at its end"],
    ["{% if Profile.a == 'go\\' %}x{% endif %}", 1, 20, "quote at its end"],
    ["{% for Profile in Profile.Tags %}{{ Profile }}{% endfor %}", 1, 1, "object of its own"],
    ["{{ Profile.a\u200b }}", 1, 4, "cannot be seen"],
    ["{{ Profile.a | append }}", 1, 1, "needs a value"],
    ["{{ Profile.a | plus: }}", 1, 1, "needs a value"],
  ])("%s is read past, and said of a text that is being written alone", (text, line, column, said) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ line, column });
    expect(first?.message).toContain(said);
    expect(() => parseTemplate(text, "text")).not.toThrow();
  });

  test("several at once, in the order of the text", () => {
    const text = "{{ a }}\n{{ Profile.x | shout }}\n{% if b %}{{ Profile.y | whisper }}{% endif %}";
    expect(problemsOf(text).map(({ line }) => line)).toEqual([1, 2, 3, 3]);
  });

  test("an object that the place does not have", () => {
    const { problems } = checkTemplate("{{ Event.a }}", "text", ["Profile", "Campaign"]);
    expect(problems).toEqual([
      { line: 1, column: 4, message: "There is no Event here; there is Profile, Campaign." },
    ]);
  });

  test("a table where JSON is written, and a text that is too long", () => {
    expect(checkTemplate("{% tablerow a in Profile.b %}{% endtablerow %}", "json").problems).toHaveLength(1);
    expect(checkTemplate("{% tablerow a in Profile.b %}{% endtablerow %}", "html").problems).toEqual([]);
    expect(problemsOf("x".repeat(200_001))[0]?.message).toContain("longer");
  });

  test.each([
    ["blocks in blocks", "{% if true %}".repeat(10_000) + "{% endif %}".repeat(6_000)],
    ["blocks that are closed", "{% if true %}".repeat(60) + "{% endif %}".repeat(60)],
    ["operators", `{% if ${"true and ".repeat(20_000)} true %}{% endif %}`],
    ["steps", `{{ Profile${".a".repeat(60_000)} }}`],
    ["brackets", `{{ ${"Profile[".repeat(20_000)}1${"]".repeat(20_000)} }}`],
    ["filters", `{{ Profile.a ${"| upcase ".repeat(20_000)} }}`],
  ])("%s without end", (_name, text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
    // The next text is read as if nothing had been.
    expect(problemsOf("{% if true %}{% if true %}{% endif %}{% endif %}")).toEqual([]);
  });

  test("thousands of them end the list, not the process", () => {
    expect(problemsOf("{{ a }}".repeat(5_000)).length).toBeLessThanOrEqual(50);
  });
});

test.each([
  `{{ Profile.a | default: 'it\\'s' }}`,
  `{{ Profile.a | default: "\\\\" }}`,
  `{{ "" }}{{ Profile["a.b"] }}`,
])("quotes within a text, and texts of nothing, are closed: %s", (text) => {
  expect(problemsOf(text)).toEqual([]);
});

test("what is allowed has no problem", () => {
  const text = `{%- assign n = Profile.Name | default: "there" -%}
    Hi {{ n }}, {{ Profile["Pet Name"] | default : 'pet' }}
    {% unless Profile.a %}1{% elsif Profile.b contains "x" %}2{% else %}3{% endunless %}
    {% case Profile.c %}{% when "a", "b" or 3 %}4{% else %}5{% endcase %}
    {% for i in (1..3) limit:2 offset:1 reversed %}{{ forloop.index }}{% break %}{% continue %}{% else %}{% endfor %}
    {% tablerow i in Event.Items cols:2 %}{{ tablerowloop.col }}{{ i.Name }}{% endtablerow %}
    {% raw %}{{ not.read | plus }}{% endraw %}{% comment %}{% any %}{% endcomment %}{% now %}
    {% if ExternalTrigger.OrderId == "" or Campaign.campaignId == nil %}{% abort %}{% endif %}`;
  expect(checkTemplate(text, "text")).toMatchObject({ problems: [], beyond: [] });
});

test("filters beyond CleverTap's are named, each once", () => {
  const { problems, beyond } = checkTemplate(
    '{{ Profile.a | upcase | default: "x" }}{{ Profile.b | upcase | plus: 1 }}{{ Profile.c | raw }}',
    "text",
  );
  expect([problems, beyond]).toEqual([[], ["plus", "raw", "upcase"]]);
});

test("the tags and filters of the list are exactly those that can be used", () => {
  expect(Object.keys(liquid.tags).sort()).toEqual([...allowedTags].sort());
  for (const name of beyondFilters) {
    expect(problemsOf(`{{ Profile.a | ${name}: 1 }}`), name).toEqual([]);
    expect(liquid.filters[name], name).toBeDefined();
  }
  for (const name of ["sample", "where_exp", "inspect", "jsonify", "constructor", "slugify"]) {
    expect(problemsOf(`{{ Profile.a | ${name} }}`), name).toHaveLength(1);
  }
});

describe("the variables of a text", () => {
  const variablesOf = (text: string) =>
    checkTemplate(text, "text").variables.map(({ path, printed, hasDefault }) => [path, printed, hasDefault]);

  it("are told once each, and whether a default stands in wherever they are printed", () => {
    expect(
      variablesOf(
        '{{ Profile.Name | default: "x" }}{{ Profile.Plan }}{% if Event.total > 5 %}{{ Event.total | default: 0 }}{% endif %}{{ Profile.Name }}',
      ),
    ).toEqual([
      ["Profile.Name", true, false],
      ["Profile.Plan", true, false],
      ["Event.total", true, true],
    ]);
  });

  it("are followed through loops and names", () => {
    expect(
      variablesOf(
        '{% for p in ExternalTrigger.Lines %}{% for q in p.prices %}{{ q["the label"] }}{% endfor %}{% endfor %}{% assign o = Event.Order %}{{ o.id | default: 1 }}{{ Event.Items[0].Name }}',
      ),
    ).toEqual([
      ["ExternalTrigger.Lines", false, true],
      ["ExternalTrigger.Lines[].prices", false, true],
      ['ExternalTrigger.Lines[].prices[]["the label"]', true, false],
      ["Event.Order", false, true],
      ["Event.Order.id", true, true],
      ["Event.Items[].Name", true, false],
    ]);
  });

  it("are told where a list's first, last or number is asked for, and where a property has such a name", () => {
    expect(
      variablesOf(
        "{{ ExternalTrigger.size }}{{ ExternalTrigger.Shoe.size }}{% if ExternalTrigger.Lines.size > 1 %}{{ ExternalTrigger.Lines.last.title }}{% endif %}{% if ExternalTrigger.Tags.first == 'a' %}{{ ExternalTrigger.By[Profile.Plan] }}{% endif %}{{ ExternalTrigger[Profile.Plan] }}",
      ),
    ).toEqual([
      ["ExternalTrigger.size", true, false],
      ["ExternalTrigger.Shoe.size", true, false],
      ["ExternalTrigger.Lines", false, true],
      ["ExternalTrigger.Lines[].title", true, false],
      ["ExternalTrigger.Tags[]", false, true],
      ["Profile.Plan", false, true],
      ["ExternalTrigger.By", false, true],
    ]);
  });
});
