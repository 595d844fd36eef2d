import { actorName } from "../access/actor.ts";
import { audit } from "../access/audit.ts";
import { workspaceTimeZone } from "../access/time-zone.ts";
import type { Ctx } from "../context.ts";
import { nextNumber } from "../db/names.ts";
import { holdConnection } from "../integrations/access.ts";
import { Fault, type Problem } from "../kernel/fault.ts";
import { isJsonObject, type Json } from "../kernel/json.ts";
import { checkJourneyNow } from "./check-journey.ts";
import type { JourneyDocument, JourneyDraft } from "./document.ts";
import { isEntry } from "./graph.ts";
import { isSameNode } from "./impact.ts";
import { changeJourney, type JourneyRecord } from "./journey-store.ts";
import { keepsTimes } from "./kept-times.ts";
import { nextRunOf } from "./next-run.ts";
import { kindOf } from "./nodes/catalog.ts";
import { peopleAtNodes } from "./people-at-nodes.ts";
import type { JourneyProblem } from "./problems/problem.ts";
import type { PublishJourney } from "./schema.ts";
import { documentsOf, nodeName } from "./seeing/documents.ts";
import { activeStatuses } from "./statuses.ts";
import { readDocument } from "./upgrade.ts";
import { bringWaiting, insertVersion, listenFromNow, versionsWaitedBy } from "./version-store.ts";

/** What belongs to a node but is none of its settings. */
const OF_NODE = /^(id|kind|position|exits)(\.|$)/;

/** A problem where the draft has it: who publishes by the API is not told of nodes otherwise. */
function inDraft(draft: JourneyDraft, { node, edge, path, field, message }: JourneyProblem): Problem {
  const list = node ? "nodes" : "edges";
  const place = draft[list].findIndex(({ id }) => id === (node ?? edge));
  const within = node && !OF_NODE.test(path) ? `settings.${path}` : path;
  return { path: place < 0 ? path : `draft.${list}[${place}].${within}`, field, message };
}

/** The document of a draft that may be published. Throws `invalid` with all that keeps it from being. */
async function publishableDocument(ctx: Ctx, record: JourneyRecord): Promise<JourneyDocument> {
  const draft = readDocument(record.draft) as unknown as Json;
  const { document, problems } = await checkJourneyNow(ctx, { ...record, draft });
  const placed = problems.map((each) => inDraft(draft as unknown as JourneyDraft, each));
  const [first] = placed;
  if (first || !document) {
    throw new Fault("invalid", first ? `${first.path}: ${first.message}` : "The journey is not complete.", {
      problems: placed,
    });
  }
  return document;
}

const sendersOf = ({ nodes }: JourneyDocument) =>
  nodes.flatMap(({ id, kind }) => {
    const channel = kindOf(kind)?.channel?.id;
    return channel ? [{ node: id, channel }] : [];
  });

function connectionsOf({ nodes }: JourneyDocument): string[] {
  const chosen = nodes.flatMap(({ kind, settings: { connections } }) =>
    kindOf(kind)?.channel && isJsonObject(connections) ? Object.values(connections) : [],
  );
  return [...new Set(chosen.filter((id) => typeof id === "string"))].sort();
}

/** Where people go who are at nodes that are gone. Throws `invalid` for a target that the new version does not have. */
function movesOf({ people, moves }: PublishJourney, document: JourneyDocument): Json {
  if (people === "finish") {
    return null;
  }
  const known = new Map(document.nodes.map(({ id, kind }) => [id, kindOf(kind)?.group]));
  return Object.fromEntries(
    moves.map(({ node, to }, place) => {
      const group = to === null ? "control" : known.get(to);
      if (group === undefined || group === "entry") {
        const message = "People cannot go on there";
        throw new Fault("invalid", `moves[${place}].to: ${message}`, {
          problems: [{ path: `moves[${place}].to`, field: "to", message }],
        });
      }
      return [node, to];
    }),
  );
}

/** Nobody leaves by an oversight: throws `invalid` while somebody is at a node that is gone and it is not said where they go. */
async function onlyChosen(tx: Ctx, record: JourneyRecord, moves: Json, document: JourneyDocument) {
  if (!isJsonObject(moves)) {
    return;
  }
  const kept = new Set(document.nodes.map(({ id }) => id));
  const people = await peopleAtNodes(tx, record.id);
  const open = [...people].filter(
    ([node, count]) => count > 0 && !kept.has(node) && !Object.hasOwn(moves, node),
  );
  if (open.length === 0) {
    return;
  }
  const documents = await documentsOf(tx, record.id);
  const problems = open.map(([node, count]) => {
    const who = count === 1 ? "1 person is" : `${count} people are`;
    const name = nodeName(documents, node, record.version);
    const message = `${who} in “${name}” (${node}), which is gone: say where they go, or that they leave`;
    return { path: "moves", field: "moves", message };
  });
  throw new Fault("invalid", `moves: ${problems[0]?.message}`, { problems });
}

/**
 * Whoever waits before the journey is not in it, and enters by the new version, too; nobody does who waits for what the entry
 * does not say any more.
 */
async function bringThoseBefore(tx: Ctx, id: string, document: JourneyDocument, number: number) {
  const entry = document.nodes.find(isEntry)?.id ?? "";
  const waitedBy = await versionsWaitedBy(tx.db, tx.workspaceId, id);
  if (waitedBy.length === 0) {
    return;
  }
  const documents = await documentsOf(tx, id);
  const from = waitedBy.filter((version) => {
    const known = documents.get(version);
    return known !== undefined && isSameNode(known, document, entry);
  });
  await bringWaiting(tx.db, { workspaceId: tx.workspaceId, journeyId: id }, { from, to: number });
}

/**
 * Publishes the draft of a journey whose row the caller has locked: its document is frozen as the next version, which
 * people enter from this transaction on.
 */
export async function publishLocked(tx: Ctx, record: JourneyRecord, given: PublishJourney): Promise<void> {
  const document = await publishableDocument(tx, record);
  const now = tx.clock.now();
  const zone = await workspaceTimeZone(tx);
  const { workspaceId } = tx;
  const moves = movesOf(given, document);
  await onlyChosen(tx, record, moves, document);
  for (const id of connectionsOf(document)) {
    if (!(await holdConnection(tx, id))) {
      throw new Fault("precondition", "An account that it sends through was disconnected meanwhile.");
    }
  }
  const number = (record.version ?? 0) + 1;
  const version = { workspaceId, journeyId: record.id, number, note: given.note };
  const frozen = { document: document as unknown as Json, secrets: record.secrets, moves };
  const by = { publishedBy: actorName(tx.actor), publishedAt: now };
  await insertVersion(tx.db, { ...version, ...frozen, ...by }, sendersOf(document));
  const goesOn = activeStatuses.includes(record.status);
  const isKept = await keepsTimes(tx, record, document);
  const nextRunAt = isKept ? record.nextRunAt : nextRunOf(document, zone, now);
  const begun = nextRunAt === null || nextRunAt <= now || (goesOn && record.status !== "SCHEDULED");
  await changeJourney(tx.db, workspaceId, record.id, {
    number: record.number ?? (await nextNumber(tx.db, "journeys", workspaceId, now)),
    ...{ status: record.status === "PAUSED" ? "PAUSED" : begun ? "RUNNING" : "SCHEDULED", reason: null },
    ...{ version: number, publishedRevision: record.revision, nextRunAt },
    // Runs of a clock that it went by before would make it one that is over.
    ...(nextRunAt === null && !isKept && { runs: 0 }),
    ...(!goesOn && { stoppedBy: null, endedAt: null, sweptAt: null, waiting: null }),
    changedAt: now,
  });
  await bringThoseBefore(tx, record.id, document, number);
  if (!goesOn) {
    await listenFromNow(tx.db, workspaceId, record.id);
  }
  await audit(tx, {
    action: "journey.published",
    object: { kind: "journey", id: record.id, name: record.name },
    changes: {
      version: { from: record.version, to: number },
      ...(given.note !== "" && { note: { from: null, to: given.note } }),
      ...(goesOn && { people: { from: null, to: given.people } }),
    },
  });
}
