import { expect, test } from "vitest";
import { endlessBody } from "../testing/endless-body.ts";
import { dispatch } from "./dispatch.ts";

const nobody = () => Promise.reject(new Error("Nobody asks who calls before the body is read."));
const called = (body: BodyInit) =>
  dispatch(
    new Request("http://here.test/api/v1/campaigns/x/preview", {
      ...{ method: "POST", body, duplex: "half" },
    } as RequestInit),
    nobody,
  );

test("the API reads a call's body to 1 MB and no further, before it knows who calls", async () => {
  const { body, seen } = endlessBody();
  await expect(called(body)).rejects.toMatchObject({ code: "invalid", message: "body: larger than 1 MB" });
  expect(seen.pieces).toBeLessThan(20);
});

test.each([
  ["objects", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
  ["lists", `${"[".repeat(400_000)}${"]".repeat(400_000)}`],
])("a body of %s in each other, deeper than anything here is, is refused by its field", async (_of, deep) => {
  await expect(called(`{"id":"x","payload":${deep}}`)).rejects.toMatchObject({
    code: "invalid",
    problems: [{ path: "payload", field: "payload", message: "nested deeper than 250 levels" }],
  });
});
