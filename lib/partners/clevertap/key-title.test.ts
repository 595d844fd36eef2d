import { describe, expect, it, test } from "vitest";
import { keyTitleProblem } from "./key-title.ts";

describe("a Key Title", () => {
  it.each([
    "storyly_quiz",
    "Sneaker fans",
    "a",
    "x".repeat(120),
    "Nome do público – é",
    "Named",
    "a-b_c (1)",
  ])("may be %s", (title) => expect(keyTitleProblem(title)).toBeNull());

  it.each([..."%><!|&.:;$'\"\\#"])("may not hold the sign %s", (sign) => {
    expect(keyTitleProblem(`fans${sign}`)).toContain(`the sign ${sign} `);
  });

  it.each(["name", "Email", "IDENTITY", "phone", "gender", "dob", "age", "tz", "timezone", "photo"])(
    "may not be the system field %s, whatever its case",
    (title) => expect(keyTitleProblem(title)).toContain("a field of CleverTap's own"),
  );

  it.each([
    "Employed",
    "education",
    "married",
    "customer type",
    " Name ",
    "msg-email",
    "MSG-push",
    "Msg-SMS",
  ])("may not be the system field %s", (title) =>
    expect(keyTitleProblem(title)).toContain("a field of CleverTap's own"),
  );

  test("may have 120 characters and no more, and not none", () => {
    expect(keyTitleProblem("x".repeat(121))).toContain("up to 120 characters; this one has 121");
    expect(keyTitleProblem(" ")).toBe("Enter the Key Title");
    expect(keyTitleProblem("two\nlines")).toContain("line breaks");
  });
});
