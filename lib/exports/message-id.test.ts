import { expect, test } from "vitest";
import { newId } from "../kernel/ids.ts";
import { eventMessageId, profileMessageId, recordOfMessageId } from "./message-id.ts";

test("a record is found again by the id that its partner knows it by", () => {
  const exportId = newId();
  const personId = newId();
  expect(recordOfMessageId(exportId, eventMessageId(exportId, "123"))).toEqual({ seq: "123" });
  expect(recordOfMessageId(exportId, profileMessageId(exportId, personId, "9"))).toEqual({ personId });
});

test.each(["", "jx-", "cust-1001", eventMessageId(newId(), "1"), `${eventMessageId(newId(), "1")}x`])(
  "%j is no record of another export",
  (text) => {
    expect(recordOfMessageId(newId(), text)).toBeNull();
  },
);
