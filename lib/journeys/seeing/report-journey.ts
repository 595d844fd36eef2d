import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { parse } from "../../kernel/parse.ts";
import { OTHER_NODE, OTHER_VERSION } from "../counted.ts";
import { journeyInWorkspace } from "../views.ts";
import { type Documents, documentOf, documentsOf, goalName } from "./documents.ts";
import { countsOf, firstCounted, journeyOverTime, waitingCount, weighedLast } from "./report-store.ts";
import {
  type JourneyReport,
  type NodeReport,
  type ReportOfJourney,
  reportOfJourney as schema,
} from "./schema.ts";
import { splitsOf } from "./splits.ts";
import { endName, refusalName } from "./words.ts";

type Count = Awaited<ReturnType<typeof countsOf>>[number];
type Counted = JourneyReport["totals"]["leftBy"];

/** Longer times are told by the day. */
const HOURLY_MS = 4 * 86_400_000;
const HOUR_MS = 3_600_000;

type When = "people" | "before" | "ever";

const sum = (counts: readonly Count[], what: string, of: When = "people"): number =>
  counts.filter((each) => each.what === what).reduce((total, each) => total + each[of], 0);

function named(counts: readonly Count[], what: string, name: (exit: string) => string): Counted {
  return counts
    .filter((each) => each.what === what && each.people > 0)
    .map(({ exit, people }) => ({ what: exit, name: name(exit), people }))
    .toSorted((a, b) => b.people - a.people);
}

/** At a node are those who came to it, less those who went on or out. */
const insideOf = (counts: readonly Count[], of: When = "ever"): number =>
  Math.max(
    sum(counts, "entered", of) +
      sum(counts, "moved_in", of) -
      sum(counts, "moved", of) -
      sum(counts, "out", of),
    0,
  );

/** `isOneVersion`: whoever was at the node in another version comes to it. */
function nodeReportOf(counts: readonly Count[], isOneVersion: boolean): NodeReport {
  const placed = counts.filter(({ exit }) => exit === OTHER_NODE);
  const entered = sum(counts, "entered") + sum(placed, "moved_in");
  return {
    entered,
    present:
      insideOf(counts, "before") +
      (isOneVersion ? sum(counts, "entered") + sum(counts, "moved_in") : entered),
    inside: insideOf(counts),
    moved: sum(counts, "moved"),
    // Who moved to another version did not leave.
    out: named(
      counts.filter(({ exit }) => exit !== OTHER_VERSION),
      "out",
      endName,
    ),
    ...{ sent: sum(counts, "sent"), failed: sum(counts, "failed"), unreachable: sum(counts, "unreachable") },
  };
}

/** `isOneVersion`: whoever comes into it from another version comes in. */
function totalsOf(
  counts: readonly Count[],
  documents: Documents,
  isOneVersion: boolean,
): Omit<JourneyReport["totals"], "waiting"> {
  const whole = counts.filter(({ node }) => node === "");
  const movedOn = counts.filter(({ what, exit }) => what === "out" && exit === OTHER_VERSION);
  // Whoever moved to another version came in there, and is out of the one before.
  const inside = (of: When): number =>
    Math.max(
      sum(whole, "entered", of) +
        sum(whole, "moved_in", of) -
        sum(whole, "left", of) -
        sum(movedOn, "out", of),
      0,
    );
  const messages = counts.filter(({ node }) => node !== "");
  return {
    entered: sum(whole, "entered"),
    present: inside("before") + sum(whole, "entered") + (isOneVersion ? sum(whole, "moved_in") : 0),
    inside: inside("ever"),
    left: sum(whole, "left"),
    leftBy: named(whole, "left", endName),
    goals: named(whole, "goal", (id) => goalName(documents, id)),
    notEntered: named(whole, "refused", refusalName),
    sent: sum(messages, "sent"),
    failed: sum(messages, "failed"),
    unreachable: sum(messages, "unreachable"),
  };
}

/** What is told until a time is told of the hours before that of it. */
const endOf = (to: Date): Date => new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS - 1);

/** From the first time of what was asked for in which anything was counted. */
async function overTimeOf(
  ctx: Ctx,
  of: Parameters<typeof journeyOverTime>[1],
  { from, until }: { from: Date | null; until: Date },
): Promise<Pick<JourneyReport, "overTime" | "step">> {
  const [first, zone] = await Promise.all([firstCounted(ctx.db, of), workspaceTimeZone(ctx)]);
  if (first === null) {
    return { overTime: [], step: "hour" };
  }
  const since = from && from > first ? from : first;
  const step = until.getTime() - since.getTime() > HOURLY_MS ? "day" : "hour";
  const points = await journeyOverTime(ctx.db, of, { from: since, until, step, zone });
  return { overTime: points.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })), step };
}

/**
 * How many people came, where they are, how they went on and left, with how it went over time. Throws `precondition` for a
 * journey that was never published.
 */
export async function reportJourney(ctx: Ctx, input: ReportOfJourney): Promise<JourneyReport> {
  authorise(ctx, "journeys.read");
  const { id, from, to, version } = parse(schema, input);
  const journey = await journeyInWorkspace(ctx, id);
  if (journey.version === null) {
    throw new Fault("precondition", "It was never published: nobody has been in it.");
  }
  const documents = await documentsOf(ctx, id);
  const number = version ?? journey.version;
  const document = documentOf(documents, number);
  const of = { workspaceId: ctx.workspaceId, journeyId: id, version: version ?? null };
  const range = { from: from ? new Date(from) : null, to: to ? new Date(to) : null };
  const now = ctx.clock.now();
  const [waiting, weighing, counts, over] = await Promise.all([
    waitingCount(ctx.db, of),
    weighedLast(ctx.db, of),
    countsOf(ctx.db, of, range),
    overTimeOf(ctx, of, { from: range.from, until: range.to ? endOf(range.to) : now }),
  ]);
  const byNode = groupBy(
    counts.filter(({ node }) => node !== ""),
    ({ node }) => node,
  );
  const known = new Set(document.nodes.map((node) => node.id));
  const elsewhere = [...byNode].reduce(
    (total, [node, own]) => total + (known.has(node) ? 0 : insideOf(own)),
    0,
  );
  const totals = { waiting, ...totalsOf(counts, documents, of.version !== null) };
  return {
    ...{ document, version: number, versions: [...documents.keys()], totals },
    nodes: Object.fromEntries(
      document.nodes.map((node) => [node.id, nodeReportOf(byNode.get(node.id) ?? [], of.version !== null)]),
    ),
    edges: Object.fromEntries(
      counts
        .filter(({ what, people }) => what === "moved" && people > 0)
        .map(({ node, exit, people }) => [`${node}/${exit}`, people]),
    ),
    splits: splitsOf(document, weighing),
    elsewhere,
    ...over,
    at: now.toISOString(),
  };
}
