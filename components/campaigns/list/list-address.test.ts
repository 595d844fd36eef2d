import { expect, test } from "vitest";
import { isNarrowed, readListAddress } from "./list-address.ts";

const read = (query: string) => {
  const parameters = new URLSearchParams(query);
  return readListAddress({ get: (name) => parameters.get(name) });
};

test("an empty address means the newest active campaigns, twenty to a page", () => {
  expect(read("")).toEqual({ search: "", state: "active", sort: "newest", page: 1, perPage: 20 });
  expect(isNarrowed(read(""))).toBe(false);
});

test("an address says all that the list can be narrowed and ordered by", () => {
  const given = read(
    "q=spring&status=HELD&channel=segment&qualification=past&state=archived&sort=name&page=3&perPage=40",
  );
  expect(given).toEqual({
    search: "spring",
    status: "HELD",
    channel: "segment",
    qualification: "past",
    state: "archived",
    sort: "name",
    page: 3,
    perPage: 40,
  });
});

test.each(["q=x", "status=DRAFT", "channel=webhook", "qualification=live"])("%s hides campaigns", (query) => {
  expect(isNarrowed(read(query))).toBe(true);
});

test.each([
  "status=running",
  "channel=pigeon",
  "qualification=none",
  "sort=size",
  "page=-2",
  "page=x",
  "perPage=7",
])("what is not valid in an address counts as not said: %s", (query) => {
  expect(read(query)).toEqual(read(""));
});
