import { jsonbArray, textArray, timestampArray, uuidArray } from "../db/binary-arrays.ts";
import type { Queryable } from "../db/queryable.ts";
import type { OwnedIdentifier } from "../people/decide-identities.ts";
import type { DeviceToken } from "../people/device-token.ts";
import type { NewPerson, PersonPatch } from "../people/identity.ts";
import type { Call } from "./call.ts";
import { writeSql } from "./ingest-sql.ts";

/** A person whose first or last sight lies outside what is stored. */
export type Sighting = { personId: string; first: Date; last: Date };
/** A change of a person that counts only when the message it came with is new; null: always. */
export type MessagePatch = PersonPatch & { messageId: string | null; last: Date };

/** A token as the last of the batch's calls told it. */
export type ToldToken = DeviceToken & { hash: string; personId: string; at: Date; messageId: string };

export type EventWrite = {
  workspaceId: string;
  sourceId: string;
  receivedAt: Date;
  calls: readonly Call[];
  /** the person of each call, by its index */
  personOf: readonly string[];
  /** what the rows' people rest on, held against merges; nothing is written unless all of it still is so */
  locks: readonly OwnedIdentifier[];
  /** what else must still be so */
  checks: readonly OwnedIdentifier[];
  newPeople: readonly NewPerson[];
  newIdentifiers: readonly OwnedIdentifier[];
  /** one for each person at most */
  patches: readonly MessagePatch[];
  sightings: readonly Sighting[];
  tokens: readonly ToldToken[];
  /** the caller wants to know which messages were new, not only how many */
  wantFresh: boolean;
};

export type EventsWritten = {
  /** false: the ground had changed, and nothing was written */
  held: boolean;
  accepted: number;
  /** messageIds that were new, when wanted */
  fresh: string[] | null;
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inOrder<Item extends OwnedIdentifier>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (a.kind === b.kind ? compare(a.value, b.value) : compare(a.kind, b.kind)));
}

function identifierArrays(items: readonly OwnedIdentifier[]): Buffer[] {
  return [
    textArray(items.map((item) => item.kind)),
    textArray(items.map((item) => item.value)),
    uuidArray(items.map((item) => item.personId)),
  ];
}

function eventArrays(rows: readonly Call[], personOf: readonly string[]): Buffer[] {
  return [
    textArray(rows.map((row) => row.messageId).sort(compare)),
    textArray(rows.map((row) => row.messageId)),
    timestampArray(rows.map((row) => row.timestamp)),
    textArray(rows.map((row) => row.type)),
    textArray(rows.map((row) => row.name)),
    uuidArray(personOf),
    textArray(rows.map((row) => row.userId)),
    textArray(rows.map((row) => row.anonymousId)),
    jsonbArray(rows.map((row) => row.properties)),
    jsonbArray(rows.map((row) => row.context)),
    jsonbArray(rows.map((row) => row.extras)),
  ];
}

function peopleArrays(people: readonly NewPerson[]): Buffer[] {
  return [
    uuidArray(people.map((person) => person.id)),
    textArray(people.map((person) => person.userId)),
    textArray(people.map((person) => person.email)),
    textArray(people.map((person) => person.phone)),
    textArray(people.map((person) => person.anonymousId)),
    textArray(people.map((person) => person.deviceId)),
    textArray(people.map((person) => person.name)),
    jsonbArray(people.map((person) => person.properties)),
    timestampArray(people.map((person) => person.firstSeen)),
    timestampArray(people.map((person) => person.lastSeen)),
  ];
}

function patchArrays(patches: readonly MessagePatch[]): Buffer[] {
  const sorted = [...patches].sort((a, b) => compare(a.id, b.id));
  return [
    textArray(sorted.map((patch) => patch.messageId)),
    uuidArray(sorted.map((patch) => patch.id)),
    jsonbArray(sorted.map((patch) => patch.set)),
    jsonbArray(sorted.map((patch) => patch.unset)),
    textArray(sorted.map((patch) => patch.name)),
    textArray(sorted.map((patch) => patch.userId)),
    textArray(sorted.map((patch) => patch.email)),
    textArray(sorted.map((patch) => patch.phone)),
    textArray(sorted.map((patch) => patch.anonymousId)),
    textArray(sorted.map((patch) => patch.deviceId)),
    textArray(sorted.map((patch) => patch.newEmail)),
    textArray(sorted.map((patch) => patch.newPhone)),
    timestampArray(sorted.map((patch) => patch.last)),
  ];
}

function sightingArrays(sightings: readonly Sighting[]): Buffer[] {
  const sorted = [...sightings].sort((a, b) => compare(a.personId, b.personId));
  return [
    uuidArray(sorted.map((item) => item.personId)),
    timestampArray(sorted.map((item) => item.first)),
    timestampArray(sorted.map((item) => item.last)),
  ];
}

function tokenArrays(tokens: readonly ToldToken[]): Buffer[] {
  return [
    textArray(tokens.map((each) => each.kind)),
    textArray(tokens.map((each) => each.hash)),
    textArray(tokens.map((each) => each.token)),
    jsonbArray(tokens.map((each) => (each.keys ? JSON.stringify(each.keys) : null))),
    uuidArray(tokens.map((each) => each.personId)),
    timestampArray(tokens.map((each) => each.at)),
    textArray(tokens.map((each) => each.messageId)),
  ];
}

const nothing: EventsWritten = { held: false, accepted: 0, fresh: null };

// Raised by the statement itself when somebody else was first with one of its identifiers (see ingest-sql.ts).
const DIVISION_BY_ZERO = "22012";

/**
 * Writes a batch's events, their keys and the simple changes of people that come with them, in one statement: all or
 * nothing. `calls` hold each messageId once.
 */
export async function writeEvents(client: Queryable, write: EventWrite): Promise<EventsWritten> {
  const parts = {
    checks: write.checks.length > 0,
    people: write.newPeople.length > 0,
    identifiers: write.newIdentifiers.length > 0,
    patches: write.patches.length > 0,
    sightings: write.sightings.length > 0,
    tokens: write.tokens.length > 0,
    fresh: write.wantFresh,
  };
  const { name, text } = writeSql(parts);
  const values = [
    write.workspaceId,
    write.sourceId,
    write.receivedAt,
    ...identifierArrays(inOrder(write.locks)),
    ...eventArrays(write.calls, write.personOf),
    ...(parts.checks ? identifierArrays(write.checks) : []),
    ...(parts.people ? peopleArrays(write.newPeople) : []),
    ...(parts.identifiers ? identifierArrays(inOrder(write.newIdentifiers)) : []),
    ...(parts.patches ? patchArrays(write.patches) : []),
    ...(parts.sightings ? sightingArrays(write.sightings) : []),
    ...(parts.tokens ? tokenArrays(write.tokens) : []),
  ];
  try {
    const { rows } = await client.query<EventsWritten>({ name, text, values });
    return rows[0] ?? nothing;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === DIVISION_BY_ZERO) {
      return nothing;
    }
    throw error;
  }
}
