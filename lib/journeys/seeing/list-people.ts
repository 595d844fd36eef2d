import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import { amountWords } from "../../campaigns/uplift.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { namedReason } from "../named-reason.ts";
import { triedAt } from "../nodes/ab-split/shares.ts";
import type { Named } from "../nodes/mentions.ts";
import { journeyInWorkspace } from "../views.ts";
import { type Documents, documentsOf, goalName, isEntryIn, leadingTo, nodeName } from "./documents.ts";
import { namesIn } from "./name-mentions.ts";
import {
  messagesBy,
  movesBy,
  type PeopleAsked,
  type PersonRecord,
  refusedBy,
  staysBy,
  waitersBy,
  weighedBy,
} from "./people-store.ts";
import { weighedLast } from "./report-store.ts";
import {
  type JourneyPeoplePage,
  type JourneyPersonRow,
  type ListJourneyPeople,
  listJourneyPeople as schema,
} from "./schema.ts";
import { endName, refusalOf, refusalWords } from "./words.ts";

const position = z.object({ at: z.iso.datetime(), personId: z.uuid(), place: z.number() });

const sentWords: Record<string, string> = {
  sent: "The message left.",
  failed: "The message failed.",
  unreachable: "Nothing reaches the person by this channel.",
};

function whyOf(
  row: PersonRecord,
  what: ListJourneyPeople["what"],
  documents: Documents,
  named: Named,
): string {
  if (row.stuck !== null) {
    return `The step failed (${row.stuck}), and is tried again`;
  }
  if (what === "waiting") {
    return "Comes in then, unless something stands against it";
  }
  if (what === "not_entered") {
    const reason = refusalOf(row.status ?? "");
    return row.reason ?? (reason ? refusalWords[reason].why : (row.status ?? ""));
  }
  if (row.status !== null) {
    return row.reason ?? sentWords[row.status] ?? row.status;
  }
  if (row.because !== null) {
    const { node, version, because } = row;
    const document = version === null ? undefined : documents.get(version);
    return document && node !== null ? namedReason(document, { node, because }, named) : because;
  }
  if (row.goal !== null && row.endKind === "goal") {
    const worth = row.worth === null ? "" : `, worth ${amountWords(row.worth)}`;
    return `${endName("goal")}: ${goalName(documents, row.goal)}${worth}`;
  }
  return row.endKind === null ? "Is in the journey" : endName(row.endKind);
}

async function tookBy(
  ctx: Ctx,
  asked: PeopleAsked,
  { node, exit }: { node: string | null; exit: string | null },
): Promise<PersonRecord[]> {
  if (node === null || exit === null) {
    return [];
  }
  const { weights, at } = await weighedLast(ctx.db, asked);
  const path = triedAt(weights, node)[exit];
  return path && at !== null ? weighedBy(ctx.db, asked, { node, exit, people: path.people, until: at }) : [];
}

function peopleOf(
  ctx: Ctx,
  given: ListJourneyPeople,
  asked: PeopleAsked,
  documents: Documents,
): Promise<PersonRecord[]> {
  const { what, node = null, exit = null, how = null, goal = null, reason = null } = given;
  const named = given.version === undefined ? undefined : documents.get(given.version);
  const drawn: Documents =
    named && given.version !== undefined ? new Map([[given.version, named]]) : documents;
  switch (what) {
    case "not_entered":
      return refusedBy(ctx.db, asked, reason);
    case "waiting":
      return waitersBy(ctx.db, asked);
    case "took":
      return tookBy(ctx, asked, { node, exit });
    case "moved":
      return movesBy(ctx.db, asked, { node, exit });
    case "sent":
    case "failed":
    case "unreachable":
      return messagesBy(ctx.db, asked, { node, status: what });
    case "entered":
      // People come to a node by what leads to it, and to the first one by coming in.
      return node === null || isEntryIn(drawn, node)
        ? staysBy(ctx.db, asked, { what, node: null, how, goal })
        : movesBy(ctx.db, asked, { node, leading: leadingTo(drawn, node) });
    default:
      return staysBy(ctx.db, asked, { what, node, how, goal });
  }
}

function rowOf(
  row: PersonRecord,
  what: ListJourneyPeople["what"],
  documents: Documents,
  named: Named,
): JourneyPersonRow {
  const { personId, name, userId, email, round, version, at, node } = row;
  return {
    ...{ personId, name, userId, email, round, version, node },
    at: at.toISOString(),
    nodeName: node === null ? null : nodeName(documents, node, version),
    why: whyOf(row, what, documents, named),
  };
}

/** The people behind a number of a journey's report, the last ones first. */
export async function listJourneyPeople(ctx: Ctx, input: ListJourneyPeople): Promise<JourneyPeoplePage> {
  authorise(ctx, "journeys.read");
  authorise(ctx, "people.read");
  const given = parse(schema, input);
  const { id, cursor, limit, what } = given;
  await journeyInWorkspace(ctx, id);
  const documents = await documentsOf(ctx, id);
  const asked: PeopleAsked = {
    ...{ workspaceId: ctx.workspaceId, journeyId: id, version: given.version ?? null },
    ...{ from: given.from ?? null, to: given.to ?? null, limit: limit + 1 },
    after: cursor === undefined ? null : decodeCursor(position, cursor),
  };
  const rows = await peopleOf(ctx, given, asked, documents);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const told = shown.some(({ because }) => because !== null) ? documents.values() : [];
  const named = await namesIn(ctx, told);
  return {
    items: shown.map((row) => rowOf(row, what, documents, named)),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor({ at: last.at.toISOString(), personId: last.personId, place: last.place })
        : null,
  };
}
