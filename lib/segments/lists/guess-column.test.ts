import { expect, it } from "vitest";
import { guessColumn } from "./guess-column.ts";

it.each([
  [["plan", "User ID"], ["gold", "cust-1"], "User ID", "user_id"],
  [["name", "E-Mail"], ["Ada", "ada@shop.example"], "E-Mail", "email"],
  [["email", "customer_id"], ["ada@shop.example", "cust-1"], "customer_id", "user_id"],
  [["Mobile Number"], ["+49 170 1"], "Mobile Number", "phone"],
  [["anonymous_id", "page"], ["a-1", "/"], "anonymous_id", "anonymous_id"],
  [["Junction ID", "email"], ["0199c0de-0000-7000-8000-000000000001", "a@b.c"], "Junction ID", "person_id"],
  [["id"], ["ada@shop.example"], "id", "email"],
  [["id"], ["0199C0DE-0000-7000-8000-000000000001"], "id", "person_id"],
  [["who", "when"], ["cust-1", "today"], "who", "user_id"],
  [["who"], ["ada@shop.example"], "who", "email"],
  [["who"], [], "who", "user_id"],
])("guesses of %j, first row %j, that %s holds %s", (columns, row, column, identifiedBy) => {
  expect(guessColumn(columns, row)).toEqual({ column, identifiedBy });
});
