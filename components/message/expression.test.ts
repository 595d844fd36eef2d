import { describe, expect, test } from "vitest";
import { render } from "@/lib/templates/render.ts";
import { checkTemplate, parseTemplate } from "@/lib/templates/template.ts";
import { inserted, insertionOf, markedPieces, offsetOf, pathOf, readObject, sampleOf } from "./expression.ts";

describe("a property that is put into a text", () => {
  test("is written with a dot, or in brackets where its name is no word", () => {
    expect(pathOf("Profile", ["plan"])).toBe("Profile.plan");
    expect(pathOf("Profile", ["Pet Name"])).toBe('Profile["Pet Name"]');
    expect(pathOf("ConstantEventProperty", [])).toBe("ConstantEventProperty");
  });

  test("takes the place of what was selected, with the caret where its default goes", () => {
    const { text, caret } = insertionOf("Profile.name");
    expect(inserted("Hi you!", 3, 6, text)).toBe('Hi {{ Profile.name | default: "" }}!');
    expect(text.slice(caret)).toBe('" }}');
  });

  test.each([
    ...[["plan"], ["Pet Name"], ["a-b"], ["1st"], ['say "hi"'], ["it's"], [`'a' "b"`]],
    ...[["a\\b"], ["a\nb"], ["a}}b"], ["a]b"], ["größe"]],
  ])("is read by Liquid as it is, whatever its name is: %s", (name) => {
    const { text } = insertionOf(pathOf("Profile", [name]));
    expect(checkTemplate(text, "text").problems).toEqual([]);
    const options = { now: new Date(0), timeZone: "UTC" };
    expect(render(parseTemplate(text, "text"), { Profile: { [name]: "V" } }, options).text).toBe("V");
  });
});

describe("values that are missing", () => {
  const template = 'Hi {{ Profile.name }}\nplan: {{ Profile.plan }} {{ Profile.x | default: "y" }}';

  test("are marked where they are printed, and nothing of the template is lost", () => {
    const missing = [
      { path: "Profile.plan", line: 2, column: 7 },
      { path: "Profile.name", line: 1, column: 4 },
    ];
    const pieces = markedPieces(template, missing);
    expect(pieces.filter(({ isGap }) => isGap).map(({ text }) => text)).toEqual([
      "{{ Profile.name }}",
      "{{ Profile.plan }}",
    ]);
    expect(pieces.map(({ text }) => text).join("")).toBe(template);
  });

  test("of a text that was changed meanwhile mark something else or nothing, and break nothing", () => {
    expect(markedPieces("short", [{ path: "x", line: 9, column: 9 }]).map(({ text }) => text)).toEqual([
      "short",
    ]);
    expect(markedPieces("{{ open", [{ path: "x", line: 1, column: 1 }])).toEqual([
      { at: 0, text: "{{ open", isGap: true },
    ]);
  });

  test("stand at a line and a column from 1", () => {
    expect(template.slice(offsetOf(template, 2, 7)).startsWith("{{ Profile.plan")).toBe(true);
  });
});

describe("a sample for a template", () => {
  test("has all that the template reads, lists of objects too", () => {
    const { variables } = checkTemplate(
      `{{ Profile.name }} {{ ExternalTrigger.Name }}
      {% for product in ExternalTrigger.productDetails %}{{ product.productName }}
      {% for detail in product.pricingDetails %}{{ detail.value }}{% endfor %}{% endfor %}`,
      "text",
    );
    expect(sampleOf(variables, "ExternalTrigger")).toEqual({
      Name: "Name",
      productDetails: [{ productName: "productName", pricingDetails: [{ value: "value" }] }],
    });
  });

  test("holds a list of texts where a list is printed", () => {
    const { variables } = checkTemplate("{% for tag in Event.tags %}{{ tag }}{% endfor %}", "text");
    expect(sampleOf(variables, "Event")).toEqual({ tags: ["tags"] });
  });
});

test("what was typed as a sample is an object, nothing, or a problem in words", () => {
  expect(readObject(' {"a": 1} ')).toEqual({ value: { a: 1 }, problem: null });
  expect(readObject("  ")).toEqual({ value: undefined, problem: null });
  expect(readObject("[1]").problem).toContain("begins with {");
  expect(readObject("{a}").problem).not.toBeNull();
});
