import { expect, test } from "vitest";
import { channelKits } from "@/lib/channels/catalog.ts";
import { figuresOf } from "./figures.ts";

const counts = {
  qualified: 1_000,
  waiting: 0,
  sent: 800,
  failed: 20,
  held: 180,
  control: 50,
  viewed: 0,
  clicked: 0,
  converted: 80,
};
const unreachable = {
  status: "held" as const,
  code: "not_reachable" as const,
  label: "Profile not reachable",
  why: "Nothing to reach it by.",
  people: 130,
};

const figures = (kit: keyof typeof channelKits, hasGoal = true) =>
  Object.fromEntries(
    figuresOf({ counts, verdicts: [unreachable], kit: channelKits[kit], hasGoal }).map((each) => [
      each.key,
      each,
    ]),
  );

test("a report counts reachable people as those qualified less those whom the channel cannot reach", () => {
  const { reachable } = figures("segment");
  expect(reachable).toMatchObject({
    value: 870,
    group: { reachable: "yes" },
    note: { text: "130 not", group: { reachable: "no" } },
  });
});

test("what went out and what did not are called as the channel calls them", () => {
  expect(figures("segment").sent?.label).toBe("Events streamed");
  expect(figures("segment").failed?.label).toBe("Errors");
});

test("nothing is claimed to have arrived where the channel does not tell", () => {
  expect(figures("segment").delivered).toBeUndefined();
  expect(figures("segment").sent?.help).toContain("does not tell whether a message arrived");
  expect(figures("webhook").sent).toMatchObject({ label: "Webhooks delivered", value: 800 });
  expect(figures("webhook").sent?.help).toBeUndefined();
});

test("who saw and clicked a message is counted where its channel tells", () => {
  expect(figures("email").viewed).toMatchObject({ value: counts.viewed, group: { did: "viewed" } });
  expect(figures("segment").viewed).toBeUndefined();
  expect(figures("segment").clicked).toBeUndefined();
});

test("without a goal conversions are not measured rather than none", () => {
  expect(figures("segment", false).converted?.value).toBeNull();
  expect(figures("segment").converted).toMatchObject({ value: 80, note: { text: "10 % of sent" } });
});

test("everybody held back is counted, as the list behind the number shows them; nobody waiting is not mentioned", () => {
  expect(figures("segment").held).toMatchObject({ value: 180, group: { status: "held" } });
  expect(figures("segment").waiting).toBeUndefined();
});

test("who qualified is everybody, whether they have an outcome or wait for one", () => {
  const [qualified] = figuresOf({ counts, verdicts: [], kit: channelKits.segment, hasGoal: false });
  expect(qualified).toMatchObject({ key: "qualified", value: 1_000, group: {} });
});
