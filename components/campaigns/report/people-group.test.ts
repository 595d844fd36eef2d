import { expect, test } from "vitest";
import { groupChoices, groupOf, groupParameters, groupQuery, groupValue } from "./people-group.ts";

const read = (query: string) => {
  const parameters = new URLSearchParams(query);
  return groupOf({ get: (name) => parameters.get(name) });
};

const verdict = (
  code: "control_group" | "did_it" | "not_qualified" | null,
  label: string,
  why = "Because.",
) => ({
  status: code === null ? ("sent" as const) : ("held" as const),
  code,
  label,
  why,
  people: 1,
});

test.each([
  "status=sent",
  "code=control_group",
  "did=converted",
  "status=failed&code=refused",
  "reachable=yes",
  "reachable=no",
  "code=control_group&did=converted",
])("a link to a group leads to that group again: %s", (query) => {
  const group = read(query);
  expect(read(new URLSearchParams(groupQuery(group, null)).toString())).toEqual(group);
});

test("a link to a group keeps the run that is looked at", () => {
  expect(groupQuery({ status: "sent" }, "run-1")).toEqual({ tab: "people", status: "sent", run: "run-1" });
});

test("choosing a group takes the one before out of the address", () => {
  expect(groupParameters({ did: "viewed" })).toEqual({
    status: null,
    code: null,
    did: "viewed",
    reachable: null,
  });
});

test("what is not valid in an address means everybody", () => {
  expect(groupValue(read("status=lost&code=nothing&did=laughed&reachable=maybe"))).toBe("all");
});

const counts = {
  qualified: 4,
  waiting: 0,
  sent: 1,
  failed: 0,
  held: 3,
  control: 1,
  viewed: 0,
  clicked: 0,
  converted: 1,
};

test("what nobody did cannot be chosen", () => {
  const control = (converted: number) => ({
    ...{ people: 5, converted, percent: 20 * converted },
    ...{ revenue: null, revenuePerPerson: null },
  });
  const valuesOf = (goal: Parameters<typeof groupChoices>[0]["goal"]) =>
    groupChoices({ counts, verdicts: [], goal }).general.map(({ value }) => value);
  const values = valuesOf({ sent: control(1), control: control(0), uplift: null });
  expect(values).toContain("did converted");
  expect(values).not.toContain("did viewed");
  const both = "did converted, code control_group";
  expect(values).not.toContain(both);
  expect(valuesOf({ sent: control(1), control: control(1), uplift: null })).toContain(both);
  expect(groupValue(read("code=control_group&did=converted"))).toBe(both);
});

test("each outcome that occurred can be chosen, and two of one name are told apart", () => {
  const { outcomes } = groupChoices({
    counts,
    goal: null,
    verdicts: [
      verdict(null, "Sent"),
      verdict("control_group", "Control group"),
      verdict("did_it", "User not qualified", "Did it in time."),
      verdict("not_qualified", "User not qualified", "Is not meant."),
    ],
  });
  expect(outcomes.map(({ label }) => label)).toEqual([
    "Control group",
    "User not qualified: Did it in time.",
    "User not qualified: Is not meant.",
  ]);
});
