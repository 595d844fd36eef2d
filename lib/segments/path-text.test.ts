import { expect, it } from "vitest";
import { readPath, writePath } from "./path-text.ts";

it.each([
  [["address", "city"], "address.city"],
  [["utm.source"], "utm\\.source"],
  [[" first name ", "a\\.b"], " first name .a\\\\\\.b"],
  [["🙂", ""], "🙂."],
])("a path is read as it was written: %j", (path, text) => {
  expect(writePath(path)).toBe(text);
  expect(readPath(text)).toEqual(path);
});
