import { expect, it } from "vitest";
import { isCallAddress } from "./read-calls.ts";
import { writtenOut } from "./short-calls.ts";

it.each(["t", "i", "p", "s", "g", "a", "b"])("the browser's short address /v1/%s is a call", (short) => {
  expect(isCallAddress(writtenOut(short))).toBe(true);
});

it("leaves every other address as it is", () => {
  expect(writtenOut("track")).toBe("track");
  expect(writtenOut("x")).toBe("x");
});
