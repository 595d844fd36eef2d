import { expect, test } from "vitest";
import { isNoName } from "./header-row.ts";

test.each<[string, string | undefined]>([
  ["asha@example.com", "bob@example.com"],
  ["asha@example.com", undefined],
  [" asha@example.com ", "a"],
  ["0192f1a0-7b5e-7c3d-8e4f-0123456789ab", undefined],
  ["+44 20 7946 0958", undefined],
  ["10000001", "10000002"],
  ["10000001", undefined],
  ["cust-1001", "cust-1002"],
  ["cust-9", "cust-10"],
  ["u1", "u2"],
  ["A7f-33", "A7f-4"],
])("%j above %j is somebody's identity", (cell, below) => {
  expect(isNoName(cell, below)).toBe(true);
});

test.each<[string, string | undefined]>([
  ["id", "cust-1001"],
  ["user_id", "10000001"],
  ["email", "asha@example.com"],
  ["Identity", "Identity"],
  ["id2", "cust-1001"],
  ["id2", undefined],
  // What some tools write where the columns had no names.
  ["0", "10000001"],
  ["0", "17"],
  ["2026", "2027"],
  ["", ""],
  ["name@", "x"],
])("%j above %j may be the name of a column", (cell, below) => {
  expect(isNoName(cell, below)).toBe(false);
});
