import type { Queryable } from "../db/queryable.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import {
  type IdentityCall,
  type IdentityPlan,
  identifierKey,
  identifiersToLookUp,
  type Known,
  type OwnedIdentifier,
} from "./decide-identities.ts";
import { type CallIdentifier, normaliseEmail, normalisePhone } from "./identify.ts";
import type { IdentityMemory, RememberedPerson } from "./identity-memory.ts";
import {
  identifiersToMerge,
  insertIdentifiers,
  insertPeople,
  lockIdentifiers,
  lockWorkspacePeople,
  mergePeople,
  patchPeople,
  pointIdentifiers,
  selectIdentities,
} from "./identity-store.ts";
import type { NewPerson, PersonPatch } from "./person-rows.ts";
import type { IdentifierKind } from "./schema.ts";
import { traitChange } from "./traits.ts";

export type { NewPerson, PersonPatch };
export type SeenRange = { first: Date; last: Date };
export type KnownIdentities = { owners: Map<string, string>; people: Map<string, RememberedPerson> };

/**
 * Whose the identifiers of these calls are, as far as `memory` goes from there, else from the database; nothing is
 * locked. What memory says must be checked when it is built on.
 */
export async function knownIdentities(
  client: Queryable,
  workspaceId: string,
  calls: readonly IdentityCall[],
  memory?: IdentityMemory,
): Promise<KnownIdentities> {
  const known: KnownIdentities = { owners: new Map(), people: new Map() };
  const learn = (identifier: CallIdentifier, person: RememberedPerson) => {
    known.owners.set(identifierKey(identifier), person.id);
    known.people.set(person.id, person);
  };
  const missing: CallIdentifier[] = [];
  for (const identifier of identifiersToLookUp(calls)) {
    const person = memory?.recall(workspaceId, identifier);
    if (person) {
      learn(identifier, person);
    } else {
      missing.push(identifier);
    }
  }
  const rows = missing.length > 0 ? await selectIdentities(client, workspaceId, missing) : [];
  const read = new Map<string, RememberedPerson>();
  for (const row of rows) {
    const person = read.get(row.personId) ?? {
      id: row.personId,
      hasUserId: row.hasUserId,
      first: row.firstSeen,
      last: row.lastSeen,
    };
    read.set(person.id, person);
    learn(row, person);
    memory?.remember(workspaceId, row, person);
  }
  return known;
}

/** Thrown when somebody else changed an identity between look-up and lock; the same work is then done again. */
export class IdentityMoved extends Error {}

/** Lets one transaction at a time change the people of a workspace, for work that has met others before. */
export async function oneAtATime(client: Queryable, workspaceId: string): Promise<void> {
  await lockWorkspacePeople(client, workspaceId);
}

/** What a fresh identify call says of its person. */
export type Identified = { personId: string; traits: JsonObject };

type IdColumns = Pick<NewPerson, "userId" | "email" | "phone" | "anonymousId" | "deviceId">;

const columns: Record<IdentifierKind, keyof IdColumns> = {
  user_id: "userId",
  email: "email",
  phone: "phone",
  anonymous_id: "anonymousId",
  device_id: "deviceId",
};

function idColumns(identifiers: readonly CallIdentifier[]): IdColumns {
  const found: IdColumns = { userId: null, email: null, phone: null, anonymousId: null, deviceId: null };
  for (const { kind, value } of identifiers) {
    found[columns[kind]] ??= value;
  }
  return found;
}

/** What people are reached by, as the last identify calls of a batch say; empty: by none. */
type Contacts = { email: string | null; phone: string | null };
const readers = { email: normaliseEmail, phone: normalisePhone };

/** What a batch makes of what was known. */
type Planned = { plan: IdentityPlan; known: Known };

/** Tells whose an identifier is once the plan is carried out. */
function ownersAfter({ plan, known }: Planned): (identifier: CallIdentifier) => string | undefined {
  const gained = new Map(plan.newIdentifiers.map((item) => [identifierKey(item), item.personId]));
  const into = new Map(plan.merges.map(({ fromId, intoId }) => [fromId, intoId]));
  return (identifier) => {
    const key = identifierKey(identifier);
    const owner = gained.get(key) ?? known.owners.get(key) ?? "";
    return into.get(owner) ?? owner;
  };
}

/**
 * Traits replace what a person is reached by, as any property (contracts §1.6), and null takes it away. An address counts
 * where it is this person's: one that is somebody else's stays with them.
 */
function contactsOf(
  personId: string,
  list: readonly Identified[],
  ownerOf: ReturnType<typeof ownersAfter>,
): Contacts {
  const contacts: Contacts = { email: null, phone: null };
  for (const { traits } of list) {
    for (const kind of ["email", "phone"] as const) {
      const given = traits[kind];
      if (given === null) {
        contacts[kind] = "";
      } else if (given !== undefined) {
        const value = readers[kind](given);
        if (value !== undefined && ownerOf({ kind, value }) === personId) {
          contacts[kind] = value;
        }
      }
    }
  }
  return contacts;
}

function byPerson<Item>(items: readonly Item[], personOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(personOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(personOf(item), [item]);
    }
  }
  return groups;
}

function identifierOf(key: string): CallIdentifier {
  const split = key.indexOf(":");
  return { kind: key.slice(0, split) as IdentifierKind, value: key.slice(split + 1) };
}

/** True when an anonymous person of the database becomes a user. */
function makesUser(plan: IdentityPlan, known: Known): boolean {
  return plan.newIdentifiers.some((item) => item.kind === "user_id" && known.people.has(item.personId));
}

/**
 * True when a plan only adds strangers and further identifiers, which needs no more than that the rest stays as it is;
 * then one statement can do it all.
 */
export function onlyAdds(plan: IdentityPlan, known: Known): boolean {
  return (
    plan.merges.length === 0 && plan.moved.length === 0 && plan.renamed.size === 0 && !makesUser(plan, known)
  );
}

async function lock(client: Queryable, workspaceId: string, known: Known, plan: IdentityPlan): Promise<void> {
  const merging = plan.merges.flatMap((merge) => [merge.fromId, merge.intoId]);
  const involved = new Map<string, CallIdentifier>();
  for (const key of known.owners.keys()) {
    involved.set(key, identifierOf(key));
  }
  if (merging.length > 0) {
    const from = plan.merges.map(({ fromId }) => fromId);
    for (const identifier of await identifiersToMerge(client, workspaceId, { personIds: merging, from })) {
      involved.set(identifierKey(identifier), identifier);
    }
  }
  // Whoever makes an anonymous person a user must be alone with it: two at once would make one person of two users.
  const alone = merging.length > 0 || plan.moved.length > 0 || makesUser(plan, known);
  await lockIdentifiers(client, workspaceId, [...involved.values()], alone ? "update" : "share");
  // Read by a statement of its own: one that waited for a lock still sees other tables as they were before.
  const batch = [...known.owners.keys()].map(identifierOf);
  const now = new Map(
    (await selectIdentities(client, workspaceId, batch)).map((row) => [identifierKey(row), row]),
  );
  for (const [key, personId] of known.owners) {
    const row = now.get(key);
    if (row?.personId !== personId || row.hasUserId !== known.people.get(personId)?.hasUserId) {
      throw new IdentityMoved();
    }
  }
}

/** The rows of a plan's new people, with the traits of their identify calls. `seenOf` tells their first and last sight. */
export function newPeopleOf(
  planned: Planned,
  identified: readonly Identified[],
  seenOf: (personId: string) => SeenRange | undefined,
  now: Date,
): NewPerson[] {
  const { plan } = planned;
  if (plan.newPeople.length === 0) {
    return [];
  }
  const added = byPerson(plan.newIdentifiers, (item) => item.personId);
  const ownerOf = ownersAfter(planned);
  const traits = byPerson(identified, (item) => item.personId);
  return plan.newPeople.map((id) => {
    const seen = seenOf(id) ?? { first: now, last: now };
    const said = traits.get(id) ?? [];
    const change = traitChange(said.map((item) => item.traits));
    const ids = idColumns(added.get(id) ?? []);
    const { email, phone } = contactsOf(id, said, ownerOf);
    return {
      id,
      userId: ids.userId,
      email: (email ?? ids.email) || null,
      phone: (phone ?? ids.phone) || null,
      anonymousId: ids.anonymousId,
      deviceId: ids.deviceId,
      name: change.name,
      properties: JSON.stringify(change.set),
      firstSeen: seen.first,
      lastSeen: seen.last,
    };
  });
}

/**
 * Carries out a plan inside the caller's transaction: locks what it rests on, adds people and identifiers, merges.
 * Throws `IdentityMoved` when the ground has changed meanwhile.
 */
export async function applyIdentities(
  client: Queryable,
  workspaceId: string,
  known: Known,
  plan: IdentityPlan,
  options: { now: Date; newPeople: readonly NewPerson[] },
): Promise<void> {
  if (known.owners.size > 0) {
    await lock(client, workspaceId, known, plan);
  }
  if (options.newPeople.length > 0) {
    await insertPeople(client, workspaceId, options.newPeople);
  }
  if (plan.newIdentifiers.length > 0) {
    const count = await insertIdentifiers(client, workspaceId, plan.newIdentifiers, options.now);
    if (count < plan.newIdentifiers.length) {
      throw new IdentityMoved();
    }
  }
  for (const merge of plan.merges) {
    await mergePeople(client, workspaceId, { ...merge, id: newId(options.now.getTime()), at: options.now });
  }
  if (plan.moved.length > 0) {
    await pointIdentifiers(client, workspaceId, plan.moved);
  }
}

/** The changes that fresh identify calls and new identifiers make to people, one per person. */
export function personPatches(planned: Planned, identified: readonly Identified[]): PersonPatch[] {
  const { plan } = planned;
  const created = new Set(plan.newPeople);
  const traits = byPerson(
    identified.filter((item) => !created.has(item.personId)),
    (item) => item.personId,
  );
  const added: Map<string, OwnedIdentifier[]> = byPerson(
    plan.newIdentifiers.filter((item) => !created.has(item.personId)),
    (item) => item.personId,
  );
  const ids = new Set([...traits.keys(), ...added.keys(), ...plan.renamed.keys()]);
  const ownerOf = ownersAfter(planned);
  return [...ids].map((id) => {
    const said = traits.get(id) ?? [];
    const change = traitChange(said.map((item) => item.traits));
    const { email, phone } = contactsOf(id, said, ownerOf);
    return {
      id,
      set: JSON.stringify(change.set),
      unset: JSON.stringify(change.unset),
      name: change.name,
      ...idColumns(added.get(id) ?? []),
      newEmail: email,
      newPhone: phone,
      renamedTo: plan.renamed.get(id) ?? null,
    };
  });
}

/** Carries out `personPatches` inside the caller's transaction. */
export async function applyPatches(
  client: Queryable,
  workspaceId: string,
  patches: readonly PersonPatch[],
): Promise<void> {
  if (patches.length > 0) {
    await patchPeople(client, workspaceId, patches);
  }
}
