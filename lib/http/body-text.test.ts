import { expect, test } from "vitest";
import { endlessBody } from "../testing/endless-body.ts";
import { bodyText } from "./body-text.ts";

test("a body without an end is read to its bound and no further", async () => {
  const { body, seen } = endlessBody();
  await expect(bodyText({ body }, 100_000)).rejects.toMatchObject({
    code: "invalid",
    message: "body: larger than 100 KB",
    problems: [{ path: "", field: "body", message: "larger than 100 KB" }],
  });
  expect(seen.pieces).toBeLessThan(5);
  expect(seen.ended).toBe(true);
});

test("bytes count, not letters; what is not UTF-8 is said to be so, and not stored as something else", async () => {
  const bodyOf = (bytes: BodyInit) => new Request("http://here.test", { method: "POST", body: bytes });
  expect(await bodyText(bodyOf("ü".repeat(50)), 100)).toBe("ü".repeat(50));
  await expect(bodyText(bodyOf(`${"ü".repeat(50)}x`), 100)).rejects.toThrow("body: larger than");
  const latin1 = new Uint8Array(Buffer.from('{"name":"Müller"}', "latin1"));
  await expect(bodyText(bodyOf(latin1), 100)).rejects.toThrow("body: not UTF-8");
  expect(await bodyText({ body: null }, 100)).toBe("");
});

test("a caller that breaks off is not our failure", async () => {
  const body = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
  await expect(bodyText({ body }, 100)).rejects.toMatchObject({ code: "invalid" });
});
