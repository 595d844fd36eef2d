import type { Ctx } from "../context.ts";
import type { JourneyDocument } from "./document.ts";
import { openVersions, planOf } from "./engine/plan-store.ts";
import { isEntry } from "./graph.ts";
import { kindOf } from "./nodes/catalog.ts";
import { entryActionKind } from "./nodes/entry-action/schema.ts";
import { entryJourneyKind } from "./nodes/entry-journey/schema.ts";
import { partOf } from "./nodes/node-kind.ts";
import { type JourneyProblem, ofWhole } from "./problems/problem.ts";

type Published = { id: string; document: JourneyDocument };

/** People may enter it again and again without a rest. */
const isRestless = ({ settings: { reentry } }: JourneyDocument): boolean =>
  reentry.kind === "after_exit" && reentry.rest === null;

/** The events that tell of messages which a journey has sent. */
const sentEventsOf = ({ nodes }: JourneyDocument): string[] =>
  nodes.flatMap(({ kind }) => kindOf(kind)?.channel?.sentEvent ?? []);

/** Whether what a journey raises itself lets people into another. What filters of events let through is not known beforehand. */
function feeds(one: Published, { nodes }: JourneyDocument): boolean {
  const entry = nodes.find(isEntry);
  if (entry?.kind === entryJourneyKind.id) {
    return partOf(entryJourneyKind.settings, entry.settings)?.journeyId === one.id;
  }
  const did =
    entry?.kind === entryActionKind.id ? partOf(entryActionKind.settings, entry.settings)?.did : undefined;
  const sent = sentEventsOf(one.document);
  return (
    did?.where.length === 0 &&
    did.events.some(({ type, name }) => type === "track" && sent.some((event) => event === name))
  );
}

/** What else people are in, or may be, and enter without a rest. */
async function othersOf({ db, workspaceId }: Ctx, id: string): Promise<Published[]> {
  const plan = await planOf(db, workspaceId);
  const version = await openVersions(db, workspaceId, []);
  return [...(plan?.journeys.values() ?? [])].flatMap((journey) => {
    const { document } = version(journey.id, journey.version);
    return journey.id !== id && isRestless(document) ? [{ id: journey.id, document }] : [];
  });
}

/** Journeys that let people into each other without a rest, by who leaves one or by what one sends, would do so without end. */
export async function circleProblems(
  ctx: Ctx,
  id: string,
  document: JourneyDocument,
): Promise<JourneyProblem[]> {
  const others = isRestless(document) ? await othersOf(ctx, id) : [];
  const seen = new Set<Published>();
  const open: JourneyDocument[] = [document];
  for (const each of open) {
    const feeders = others.filter((other) => !seen.has(other) && feeds(other, each));
    for (const feeder of feeders) {
      seen.add(feeder);
      open.push(feeder.document);
    }
  }
  const message =
    "People would go round between this journey and the one that it begins by, without end. Let re-entry need a rest";
  return [...seen].some((other) => feeds({ id, document }, other.document))
    ? [ofWhole("settings.reentry", message)]
    : [];
}
