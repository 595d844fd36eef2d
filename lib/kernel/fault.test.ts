import { expect, it } from "vitest";
import { Fault } from "./fault.ts";

it("knows a fault of another copy of its module, and nothing else", () => {
  const foreign = Object.assign(new Error("elsewhere"), { [Symbol.for("junction.fault")]: true });
  expect(foreign).toBeInstanceOf(Fault);
  expect(new Fault("invalid", "here")).toBeInstanceOf(Fault);
  expect(new Error("plain")).not.toBeInstanceOf(Fault);
  expect(null).not.toBeInstanceOf(Fault);
});
