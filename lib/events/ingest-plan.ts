import { tokenHash } from "../access/secret-box.ts";
import { type IdentityPlan, identifierKey, type OwnedIdentifier } from "../people/decide-identities.ts";
import type { NewPerson } from "../people/identity.ts";
import {
  type Identified,
  type KnownIdentities,
  newPeopleOf,
  onlyAdds,
  personPatches,
  type SeenRange,
} from "../people/identity.ts";
import type { IdentityMemory, RememberedPerson } from "../people/identity-memory.ts";
import type { Call } from "./call.ts";
import type { EventWrite, MessagePatch, Sighting, ToldToken } from "./ingest-store.ts";

/** A person's last sight is noted this coarsely, so that a busy visitor does not cost a row version per call. */
const SEEN_EVERY_MS = 60_000;

export type Batch = {
  workspaceId: string;
  sourceId: string;
  receivedAt: Date;
  /** each messageId once */
  calls: readonly Call[];
  known: KnownIdentities;
  plan: IdentityPlan;
};

export function seenRanges({ calls, plan }: Batch): Map<string, SeenRange> {
  const ranges = new Map<string, SeenRange>();
  calls.forEach((call, index) => {
    const person = plan.personOf[index] ?? "";
    const range = ranges.get(person);
    ranges.set(person, {
      first: range && range.first < call.timestamp ? range.first : call.timestamp,
      last: range && range.last > call.timestamp ? range.last : call.timestamp,
    });
  });
  return ranges;
}

export function sightingsOf(ranges: Map<string, SeenRange>, known: KnownIdentities): Sighting[] {
  return [...ranges]
    .filter(([personId, range]) => {
      const stored = known.people.get(personId);
      return (
        stored &&
        (range.last.getTime() - stored.last.getTime() > SEEN_EVERY_MS ||
          stored.first.getTime() - range.first.getTime() > SEEN_EVERY_MS)
      );
    })
    .map(([personId, range]) => ({ personId, ...range }));
}

/** The tokens of a batch's calls, each once, as the last call told it; a clock ahead of ours does not count as the last. */
export function toldTokens({ calls, plan, receivedAt }: Batch): ToldToken[] {
  const told = new Map<string, ToldToken>();
  for (const [index, { tokens, timestamp, messageId }] of calls.entries()) {
    for (const token of tokens) {
      const hash = tokenHash(token.token);
      const at = timestamp < receivedAt ? timestamp : receivedAt;
      const known = told.get(`${token.kind} ${hash}`);
      if (!known || known.at <= at) {
        const personId = plan.personOf[index] ?? "";
        told.set(`${token.kind} ${hash}`, { hash, personId, at, messageId, ...token });
      }
    }
  }
  return [...told.values()];
}

/** Traits of identify calls; of `fresh` messages alone where told. */
export function identifiedIn({ calls, plan }: Batch, fresh?: ReadonlySet<string>): Identified[] {
  return calls.flatMap((call, index) =>
    call.traits && (fresh?.has(call.messageId) ?? true)
      ? [{ personId: plan.personOf[index] ?? "", traits: call.traits }]
      : [],
  );
}

export function newPeopleIn(batch: Batch, ranges: Map<string, SeenRange>): NewPerson[] {
  return newPeopleOf(batch, identifiedIn(batch), (id) => ranges.get(id), batch.receivedAt);
}

/**
 * What each call's person rests on: of its strongest known identifier it is held that it stays this person's (`locks`), of
 * all others it is checked whose they are (`checks`).
 */
function groundOf({ calls, plan, known }: Batch): Pick<EventWrite, "locks" | "checks"> {
  const locks = new Map<string, OwnedIdentifier>();
  const checks = new Map<string, OwnedIdentifier>();
  calls.forEach((call, index) => {
    const personId = plan.personOf[index];
    let isHeld = false;
    for (const identifier of call.identifiers) {
      const key = identifierKey(identifier);
      const owner = known.owners.get(key);
      if (owner !== undefined) {
        const holds: boolean = !isHeld && owner === personId;
        isHeld ||= holds;
        (holds ? locks : checks).set(key, { personId: owner, ...identifier });
      }
    }
  });
  for (const key of locks.keys()) {
    checks.delete(key);
  }
  return { locks: [...locks.values()], checks: [...checks.values()] };
}

/** Changes of people that exist, each with its one message; undefined when a person has several to be put in order. */
function patchesOf(batch: Batch, ranges: Map<string, SeenRange>): MessagePatch[] | undefined {
  const created = new Set(batch.plan.newPeople);
  const messages = new Map<string, string>();
  for (const [index, call] of batch.calls.entries()) {
    const personId = batch.plan.personOf[index] ?? "";
    if (call.traits && !created.has(personId)) {
      if (messages.has(personId)) {
        return undefined;
      }
      messages.set(personId, call.messageId);
    }
  }
  const patches = personPatches(batch, identifiedIn(batch));
  const gainsIds = new Set(batch.plan.newIdentifiers.map((item) => item.personId));
  if (patches.some((patch) => messages.has(patch.id) && gainsIds.has(patch.id))) {
    return undefined;
  }
  return patches.map((patch) => ({
    messageId: messages.get(patch.id) ?? null,
    last: ranges.get(patch.id)?.last ?? batch.receivedAt,
    ...patch,
  }));
}

/** Notes what a write has made true, so that the next one need not look it up. */
export function rememberWrite(memory: IdentityMemory, known: KnownIdentities, write: EventWrite): void {
  for (const { personId, first, last } of write.sightings) {
    const person = known.people.get(personId);
    if (person) {
      person.first = new Date(Math.min(first.getTime(), person.first.getTime()));
      person.last = new Date(Math.max(last.getTime(), person.last.getTime()));
    }
  }
  for (const { id, last } of write.patches) {
    const person = known.people.get(id);
    if (person && last.getTime() - person.last.getTime() > SEEN_EVERY_MS) {
      person.last = last;
    }
  }
  const created = new Map<string, RememberedPerson>(
    write.newPeople.map((person) => [
      person.id,
      { id: person.id, hasUserId: person.userId !== null, first: person.firstSeen, last: person.lastSeen },
    ]),
  );
  for (const identifier of write.newIdentifiers) {
    const person = created.get(identifier.personId) ?? known.people.get(identifier.personId);
    if (person) {
      memory.remember(write.workspaceId, identifier, person);
    }
  }
}

/** The batch as one statement, or undefined when it needs a transaction of several steps. */
export function asOneWrite(batch: Batch): EventWrite | undefined {
  if (
    !onlyAdds(batch.plan, batch.known) ||
    batch.calls.some((call) => call.previousId !== null || call.merged.length > 0)
  ) {
    return undefined;
  }
  const ranges = seenRanges(batch);
  const patches = patchesOf(batch, ranges);
  if (patches === undefined) {
    return undefined;
  }
  const patched = new Set(patches.map((patch) => patch.id));
  return {
    workspaceId: batch.workspaceId,
    sourceId: batch.sourceId,
    receivedAt: batch.receivedAt,
    calls: batch.calls,
    personOf: batch.plan.personOf,
    wantFresh: false,
    ...groundOf(batch),
    tokens: toldTokens(batch),
    newPeople: newPeopleIn(batch, ranges),
    newIdentifiers: batch.plan.newIdentifiers,
    patches,
    sightings: sightingsOf(ranges, batch.known).filter((item) => !patched.has(item.personId)),
  };
}
