import type { Ctx } from "../context.ts";
import type { Querying } from "../db/client.ts";
import {
  claimForRetry,
  type LedgerRow,
  type LedgerSearch,
  ledgerPage,
  type PersonDecision,
  refusalRows,
  rejectedRows,
  rejectionsOfEvents,
  rejectionsOfProfile,
  searchLedgerPage,
  unclaimRetry,
} from "./ledger-store.ts";

export type { LedgerRow, PersonDecision } from "./ledger-store.ts";

/** Decisions of a run with one verdict, in a fixed order, after the id of the last one seen. */
export function decisionsOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  page: { runId: string; verdict: string; after: string | null; limit: number },
): Promise<LedgerRow[]> {
  return ledgerPage(ctx.db, { workspaceId: ctx.workspaceId, ...page });
}

/** The same by search, on a connection whose statements end in time: the whole run is looked through, in its order. */
export function searchDecisionsOf(
  connection: Querying,
  page: { workspaceId: string; runId: string; verdict: string; after: string | null; limit: number },
  search: LedgerSearch,
): Promise<LedgerRow[]> {
  return searchLedgerPage(connection, page, search);
}

/** Tells of each of these records whether the run rejected it: events by their number, profiles by their person. */
export async function rejectionsAmong(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  runId: string,
  records: { eventSeq: string | null; personId: string }[],
): Promise<(record: { eventSeq: string | null; personId: string }) => boolean> {
  const eventSeqs = records.flatMap(({ eventSeq }) => (eventSeq === null ? [] : [BigInt(eventSeq)]));
  const personIds = records.flatMap(({ eventSeq, personId }) => (eventSeq === null ? [personId] : []));
  const rows = await rejectedRows(ctx.db, { workspaceId: ctx.workspaceId, runId, eventSeqs, personIds });
  const keys = new Set(rows.map((row) => String(row.eventSeq ?? row.personId)));
  return ({ eventSeq, personId }) => keys.has(eventSeq ?? personId);
}

/** What no export got accepted of these events of a person, oldest first; `profiles` are all that the person ever was. */
export function refusedEventsOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  profiles: string[],
  eventSeqs: string[],
): Promise<PersonDecision[]> {
  return rejectionsOfEvents(ctx.db, {
    workspaceId: ctx.workspaceId,
    profiles,
    eventSeqs: eventSeqs.map(BigInt),
  });
}

/** The same of the person's profile itself, newest first. */
export function refusedProfilesOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  profiles: string[],
  limit: number,
): Promise<PersonDecision[]> {
  return rejectionsOfProfile(ctx.db, { workspaceId: ctx.workspaceId, profiles, limit });
}

/** Marks rejected records of a run (all, or those with these ids) as sent again in another one. Returns how many. */
export function handToRetry(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  claim: { runId: string; ids: string[] | null; retriedIn: string },
): Promise<number> {
  return claimForRetry(ctx.db, { workspaceId: ctx.workspaceId, ...claim });
}

/** Makes records that a run was to send again ones of `runId` once more: those behind `after`, to which it did not come. */
export function takeBackFromRetry(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  claim: { runId: string; retriedIn: string; after: string | null },
): Promise<void> {
  return unclaimRetry(ctx.db, { workspaceId: ctx.workspaceId, ...claim });
}

/** The calls with which runs were refused, by the identity they were about; of each the newest. */
export async function refusalsOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  about: { runId: string; identity: string }[],
): Promise<Map<string, { request: unknown; answer: unknown }>> {
  const rows = await refusalRows(ctx.db, ctx.workspaceId, about);
  return new Map(rows.map(({ identity, ...call }) => [identity ?? "", call]));
}
