import { expect, test } from "vitest";
import { badFile } from "../imports/csv-format.ts";
import { fileMessages } from "./imports.ts";

const said = (message: string) => {
  const { message: detail, problems } = badFile(message);
  return fileMessages.refused({ detail, problems });
};

test("why a file is refused is told without the name of the field, as a sentence", () => {
  expect(said("is empty")).toBe("The file is empty");
  expect(said('two columns are named "id"')).toBe('Two columns are named "id"');
  expect(said("is no CSV file; save it as CSV UTF-8")).toBe(
    "This is not a CSV file. Save it as CSV and choose it again.",
  );
  expect(fileMessages.refused({ detail: "Too many at once", problems: [] })).toBe("Too many at once");
});
