import { expect, it } from "vitest";
import { checkRow } from "./check-row.ts";

it("reads what a spreadsheet was kept from taking for a formula as what it was", () => {
  const columns = ["identity", "balance", "note"];
  const read = (...fields: string[]) => checkRow(fields, columns, 0);
  expect(read("'+49301234567", "'-5", "'=1+1")).toEqual({
    identity: "+49301234567",
    properties: { balance: "-5", note: "=1+1" },
  });
  expect(read(" '@ada", "'", "'t is")).toEqual({
    identity: "@ada",
    properties: { balance: "'", note: "'t is" },
  });
});

it.each(["0", " NULL ", "N/A", "00000000-0000-0000-0000-000000000000"])(
  "takes nobody in by the identity %j, which would be one user for many",
  (identity) => {
    expect(checkRow([identity, "x"], ["identity", "note"], 0)).toBe(
      `identity "${identity.trim()}", which names nobody`,
    );
  },
);
