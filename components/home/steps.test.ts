import { expect, test } from "vitest";
import { stepsOf } from "./steps.ts";

const nothing = { source: false, received: false, connection: false, export: false };

test.each([
  [nothing, "/sources?create=1"],
  [{ ...nothing, source: true }, "/sources"],
  [{ ...nothing, source: true, received: true }, "/settings/partners"],
  [{ ...nothing, connection: true, source: true, received: true }, "/settings/exports?create=1"],
  [{ source: true, received: true, connection: true, export: true }, undefined],
])("with %j the next step leads to %s", (start, href) => {
  expect(stepsOf(start).find((step) => !step.done)?.href).toBe(href);
});
