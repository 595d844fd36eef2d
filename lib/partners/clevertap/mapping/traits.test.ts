import { describe, expect, it, test } from "vitest";
import type { Json, JsonObject } from "../../../kernel/json.ts";
import { partsOf } from "./call-parts.ts";
import { profileDataOf } from "./traits.ts";

const dataOf = (call: JsonObject) => profileDataOf(partsOf({ type: "identify", ...call }));
const ofTraits = (traits: JsonObject) => dataOf({ traits });

describe("a standard trait goes to CleverTap's own field", () => {
  const table: [string, string, Json][] = [
    ["email", "Email", "asha@shop.example"],
    ["name", "Name", "Asha Rao"],
    ["phone", "Phone", "+919800000001"],
    ["employed", "Employed", "Y"],
    ["birthday", "DOB", "$D_694224000"],
    ["education", "Education", "Graduate"],
    ["married", "Married", "N"],
    ["customerType", "Customer Type", "Gold"],
    ["avatar", "Photo", "https://shop.example/asha.png"],
  ];

  it.each(table)("%s becomes %s, unchanged", (trait, field, value) => {
    expect(ofTraits({ [trait]: value })).toStrictEqual({ [field]: value });
  });

  it.each(table)("%s is found in context.traits as well", (trait, field, value) => {
    expect(dataOf({ context: { traits: { [trait]: value } } })).toStrictEqual({ [field]: value });
  });

  it.each(table)("%s of traits comes before that of context.traits", (trait, field, value) => {
    const data = dataOf({ traits: { [trait]: value }, context: { traits: { [trait]: "second" } } });
    expect(data).toStrictEqual({ [field]: value });
  });

  it.each([
    ["an empty text", ""],
    ["null", null],
  ])("%s in traits lets context.traits speak", (_name, value) => {
    const data = dataOf({ traits: { phone: value }, context: { traits: { phone: "+1" } } });
    expect(data).toStrictEqual({ Phone: "+1" });
  });

  it.each([[false], [0]])("%s is a value and stays", (value) => {
    const data = dataOf({ traits: { employed: value }, context: { traits: { employed: "Y" } } });
    expect(data).toStrictEqual({ Employed: value });
  });

  test("a date of birth in another form is passed on as it is", () => {
    expect(ofTraits({ birthday: "1992-01-01" })).toStrictEqual({ DOB: "1992-01-01" });
  });

  test("a list in a standard trait becomes its JSON text", () => {
    expect(ofTraits({ phone: ["+1", "+2"] })).toStrictEqual({ Phone: '["+1","+2"]' });
  });
});

describe("the e-mail address", () => {
  test("is found in the properties last", () => {
    const properties = { email: "third@shop.example" };
    expect(dataOf({ properties })).toStrictEqual({ Email: "third@shop.example" });
    expect(dataOf({ properties, context: { traits: { email: "second@shop.example" } } })).toStrictEqual({
      Email: "second@shop.example",
    });
  });

  test("is never taken from an external ID", () => {
    const externalId = [{ type: "email", id: "outside@shop.example" }];
    expect(dataOf({ context: { externalId } })).toStrictEqual({});
  });
});

describe("gender", () => {
  it.each(["f", "F", "female", "Female", "FEMALE"])("%s is F", (gender) => {
    expect(ofTraits({ gender })).toStrictEqual({ Gender: "F" });
  });

  it.each(["m", "M", "male", "Male", "MALE"])("%s is M", (gender) => {
    expect(ofTraits({ gender })).toStrictEqual({ Gender: "M" });
  });

  it.each(["unknown", "fEMALE", "Mr", 0, true, ["F"]])("%j is left out", (gender) => {
    expect(ofTraits({ gender })).toStrictEqual({});
  });
});

describe("a name from first and last name", () => {
  it.each([
    ["firstName", "lastName"],
    ["firstname", "lastname"],
    ["first_name", "last_name"],
    ["firstName", "last_name"],
  ])("%s and %s", (first, last) => {
    expect(ofTraits({ [first]: "Asha", [last]: "Rao" })).toStrictEqual({ Name: "Asha Rao" });
    const shared = { context: { traits: { [first]: "Asha", [last]: "Rao" } } };
    expect(dataOf(shared)).toStrictEqual({ Name: "Asha Rao" });
  });

  test("one from traits, the other from context.traits", () => {
    const data = dataOf({ traits: { firstname: "Asha" }, context: { traits: { lastName: "Rao" } } });
    expect(data).toStrictEqual({ Name: "Asha Rao" });
  });

  test("the spelling firstName comes first, and traits before context.traits in any spelling", () => {
    const traits = { first_name: "C", firstname: "B", firstName: "A", last_name: "Z" };
    expect(ofTraits(traits)).toStrictEqual({ Name: "A Z" });
    const data = dataOf({
      traits: { first_name: "Own", last_name: "Rao" },
      context: { traits: { firstName: "Shared" } },
    });
    expect(data).toStrictEqual({ Name: "Own Rao" });
  });

  test("stands in for a name of 0 or false", () => {
    expect(ofTraits({ name: 0, firstName: "Asha", lastName: "Rao" })).toStrictEqual({ Name: "Asha Rao" });
    expect(ofTraits({ name: false, firstName: "Asha" })).toStrictEqual({ Name: false });
  });

  it.each([
    ["the first alone", { firstName: "Asha" }],
    ["the last alone", { lastName: "Rao" }],
    ["an empty last name", { firstName: "Asha", lastName: "" }],
    ["a first name of false", { firstName: false, lastName: "Rao" }],
    ["a last name of 0", { firstName: "Asha", lastName: 0 }],
    ["an object as a name", { firstName: { toString: 1, valueOf: 1 }, lastName: "Rao" }],
  ])("%s make no name", (_name, traits) => {
    expect(ofTraits(traits as JsonObject)).toStrictEqual({});
  });

  test("a name that is there stays", () => {
    const traits = { name: "A. Rao", firstName: "Asha", lastName: "Rao" };
    expect(ofTraits(traits)).toStrictEqual({ Name: "A. Rao" });
  });
});

describe("a custom trait", () => {
  it.each([[0], [false], [""], [1.5], ["text"], [true]])("%j is kept", (value) => {
    expect(ofTraits({ plan: value })).toStrictEqual({ plan: value });
  });

  test("null is left out", () => {
    expect(ofTraits({ plan: null, tier: 1 })).toStrictEqual({ tier: 1 });
  });

  test("of context.traits has the last word, unlike a standard one", () => {
    const data = dataOf({
      traits: { plan: "gold", phone: "+1", own: 1 },
      context: { traits: { plan: "silver", phone: "+2", shared: 2 } },
    });
    expect(data).toStrictEqual({ Phone: "+1", plan: "silver", own: 1, shared: 2 });
  });

  test("of context.traits that is null takes the one of traits away", () => {
    expect(dataOf({ traits: { plan: "gold" }, context: { traits: { plan: null } } })).toStrictEqual({});
  });

  test("keeps its name, with dots, in any case and script", () => {
    const traits = { "a.b": 1, PLAN: 2, "Größe cm": 3, identity: "x" };
    expect(ofTraits(traits)).toStrictEqual(traits);
  });

  test("with a name of CleverTap's own overwrites the standard trait", () => {
    expect(ofTraits({ email: "a@shop.example", Email: "b@shop.example" })).toStrictEqual({
      Email: "b@shop.example",
    });
  });

  it.each([
    ...[
      "email",
      "firstName",
      "firstname",
      "first_name",
      "lastName",
      "lastname",
      "last_name",
      "name",
      "phone",
    ],
    ...["gender", "education", "employed", "birthday", "married", "customerType", "anonymousId", "avatar"],
    ...["userId", "id", "ts", "overrideFields"],
  ])("is never called %s", (key) => {
    expect(Object.hasOwn(ofTraits({ [key]: "x" }), key)).toBe(false);
    expect(Object.hasOwn(dataOf({ context: { traits: { [key]: "x" } } }), key)).toBe(false);
  });

  it.each(["__proto__", "constructor", "prototype"])("called %s changes nothing", (key) => {
    for (const value of ['{"polluted":1}', '"text"']) {
      const traits = JSON.parse(`{"${key}":${value},"overrideFields":{"${key}":${value}},"plan":1}`);
      const data = ofTraits(traits);
      expect(Object.keys(data)).toEqual(["plan"]);
      expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
      expect((data as { polluted?: Json }).polluted).toBeUndefined();
    }
  });

  it.each([
    ["an object", { city: "Pune", geo: { lat: 18.5 } }, '{"city":"Pune","geo":{"lat":18.5}}'],
    ["a list", ["a", 1, null], '["a",1,null]'],
    ["an empty list", [], "[]"],
    ["an empty object", {}, "{}"],
  ])("that is %s becomes its JSON text", (_name, value, text) => {
    expect(ofTraits({ address: value as Json })).toStrictEqual({ address: text });
  });

  it.each(["category-unsubscribe", "category-resubscribe"])("%s stays a list", (key) => {
    const value = { email: ["Offers"] };
    expect(ofTraits({ [key]: ["Offers"] })).toStrictEqual({ [key]: ["Offers"] });
    expect(dataOf({ context: { traits: { [key]: value } } })).toStrictEqual({ [key]: value });
  });

  it.each(["MSG-email", "MSG-push", "MSG-sms", "MSG-whatsapp"])("%s is kept when it is false", (key) => {
    expect(ofTraits({ [key]: false })).toStrictEqual({ [key]: false });
    expect(ofTraits({ [key]: true })).toStrictEqual({ [key]: true });
  });
});

describe("overrideFields", () => {
  test("come over everything else, as they are", () => {
    const data = ofTraits({
      email: "a@shop.example",
      Tags: ["x"],
      overrideFields: { Tags: { $add: ["vip"] }, Email: { $delete: 1 }, Deep: { a: { b: [1] } } },
    });
    expect(data).toStrictEqual({
      Tags: { $add: ["vip"] },
      Email: { $delete: 1 },
      Deep: { a: { b: [1] } },
    });
  });

  test("of context.traits count where traits have none", () => {
    const context = { traits: { plan: "gold", overrideFields: { Points: { $incr: 5 } } } };
    expect(dataOf({ context })).toStrictEqual({ plan: "gold", Points: { $incr: 5 } });
    expect(dataOf({ traits: { overrideFields: { A: 1 } }, context })).toStrictEqual({ plan: "gold", A: 1 });
  });

  test("that are null take a property away, and those inside an object stay", () => {
    const data = ofTraits({ plan: "gold", overrideFields: { plan: null, Nested: { gone: null } } });
    expect(data).toStrictEqual({ Nested: { gone: null } });
  });

  it.each(["text", ["a"], 1, true, null])("%j is nothing to merge", (overrideFields) => {
    expect(ofTraits({ plan: 1, overrideFields })).toStrictEqual({ plan: 1 });
  });
});

test.each([[null], ["text"], [7], [["a"]], [true]])("traits that are %j are no traits", (traits) => {
  expect(dataOf({ traits, context: { traits } })).toStrictEqual({});
});
