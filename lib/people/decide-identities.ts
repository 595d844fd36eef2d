import type { CallIdentifier } from "./identify.ts";

/** What identity needs of a call. */
export type IdentityCall = {
  type: string;
  /** strongest first, at least one */
  identifiers: CallIdentifier[];
  /** of alias alone: the id that turns out to be the same person as `userId` */
  previousId: string | null;
  userId: string | null;
  /** of merge alone: identifiers that turn out to be the same person's */
  merged: readonly CallIdentifier[];
};

export type KnownPerson = { id: string; hasUserId: boolean };

/** What the database knows of the identifiers that a batch names. */
export type Known = {
  /** `kind:value` → person */
  owners: Map<string, string>;
  people: Map<string, KnownPerson>;
};

export type MergeCause = "identify" | "alias" | "call";
export type Merge = { fromId: string; intoId: string; cause: MergeCause; evidence: string };
export type OwnedIdentifier = CallIdentifier & { personId: string };

/** What has to change so that every call has its person. Empty lists: nothing but the events is to be written. */
export type IdentityPlan = {
  /** the person of each call, by its index */
  personOf: string[];
  newPeople: string[];
  newIdentifiers: OwnedIdentifier[];
  /** identifiers that point to another person from now on, their old events staying where they are */
  moved: OwnedIdentifier[];
  merges: Merge[];
  /** people whose `userId` an alias has replaced */
  renamed: Map<string, string>;
};

export function identifierKey({ kind, value }: CallIdentifier): string {
  return `${kind}:${value}`;
}

/** Every identifier that must be looked up for these calls; the previous id of an alias may be of either kind. */
export function identifiersToLookUp(calls: readonly IdentityCall[]): CallIdentifier[] {
  const found = new Map<string, CallIdentifier>();
  for (const call of calls) {
    for (const identifier of call.identifiers) {
      found.set(identifierKey(identifier), identifier);
    }
    for (const identifier of call.merged) {
      found.set(identifierKey(identifier), identifier);
    }
    if (call.previousId !== null) {
      for (const kind of ["user_id", "anonymous_id"] as const) {
        found.set(`${kind}:${call.previousId}`, { kind, value: call.previousId });
      }
    }
  }
  return [...found.values()];
}

class Decision {
  readonly plan: IdentityPlan = {
    personOf: [],
    newPeople: [],
    newIdentifiers: [],
    moved: [],
    merges: [],
    renamed: new Map(),
  };
  readonly #owners: Map<string, string>;
  readonly #hasUserId = new Map<string, boolean>();
  readonly #mergedInto = new Map<string, string>();
  readonly #known: Known;
  readonly #newId: () => string;

  constructor(known: Known, newId: () => string) {
    this.#known = known;
    this.#owners = new Map(known.owners);
    this.#newId = newId;
    for (const person of known.people.values()) {
      this.#hasUserId.set(person.id, person.hasUserId);
    }
  }

  /** Follows merges to the person that is left. */
  current(personId: string): string {
    let id = personId;
    for (let next = this.#mergedInto.get(id); next !== undefined; next = this.#mergedInto.get(id)) {
      id = next;
    }
    return id;
  }

  owner(key: string): string | undefined {
    const id = this.#owners.get(key);
    return id === undefined ? undefined : this.current(id);
  }

  isKnownUser(personId: string): boolean {
    return this.#hasUserId.get(personId) ?? false;
  }

  create(): string {
    const id = this.#newId();
    this.plan.newPeople.push(id);
    this.#hasUserId.set(id, false);
    return id;
  }

  attach(identifier: CallIdentifier, personId: string): void {
    const key = identifierKey(identifier);
    this.#owners.set(key, personId);
    this.plan.newIdentifiers.push({ ...identifier, personId });
    if (identifier.kind === "user_id") {
      this.#hasUserId.set(personId, true);
    }
  }

  move(identifier: CallIdentifier, personId: string): void {
    const key = identifierKey(identifier);
    this.#owners.set(key, personId);
    if (this.#known.owners.has(key)) {
      this.plan.moved.push({ ...identifier, personId });
    } else {
      this.plan.newIdentifiers.push({ ...identifier, personId });
    }
  }

  merge(fromId: string, intoId: string, cause: MergeCause, evidence: string): void {
    this.#mergedInto.set(fromId, intoId);
    this.#hasUserId.set(intoId, this.isKnownUser(intoId) || this.isKnownUser(fromId));
    this.plan.merges.push({ fromId, intoId, cause, evidence });
  }

  /** An alias says it outright: the person of `previousId` is the person of `userId`, whoever they were before. */
  alias(userId: string, previousId: string): void {
    const user: CallIdentifier = { kind: "user_id", value: userId };
    const previousKey = [`user_id:${previousId}`, `anonymous_id:${previousId}`].find(
      (key) => this.owner(key) !== undefined,
    );
    const previous = previousKey === undefined ? undefined : this.owner(previousKey);
    const target = this.owner(identifierKey(user));
    if (previousKey !== undefined && previous !== undefined && target !== undefined) {
      if (previous !== target) {
        this.merge(previous, target, "alias", previousKey);
        this.plan.renamed.set(target, userId);
      }
      return;
    }
    if (previous !== undefined) {
      this.attach(user, previous);
      this.plan.renamed.set(previous, userId);
      return;
    }
    const person = target ?? this.create();
    if (target === undefined) {
      this.attach(user, person);
    }
    this.attach({ kind: "anonymous_id", value: previousId }, person);
  }

  /** The person of the strongest identifier that has one and may be taken for this call's; a new one otherwise. */
  personFor(identifiers: readonly CallIdentifier[]): string {
    const strongest = identifiers[0];
    for (const identifier of identifiers) {
      const owner = this.owner(identifierKey(identifier));
      // A new user id never joins a person who is another user already.
      const isFree =
        identifier === strongest || strongest?.kind !== "user_id" || (owner && !this.isKnownUser(owner));
      if (owner !== undefined && isFree) {
        return owner;
      }
    }
    return this.create();
  }

  link(call: IdentityCall, identifier: CallIdentifier, target: string): string {
    const key = identifierKey(identifier);
    const owner = this.owner(key);
    if (owner === undefined) {
      this.attach(identifier, target);
      return target;
    }
    if (owner === target) {
      return target;
    }
    const cause =
      call.type === "merge"
        ? "alias"
        : call.type === "identify" || call.type === "alias"
          ? call.type
          : "call";
    if (!this.isKnownUser(owner)) {
      this.merge(owner, target, cause, key);
      return target;
    }
    if (!this.isKnownUser(target)) {
      this.merge(target, owner, cause, key);
      return owner;
    }
    // Two users: a browser or a device follows the newer one; an e-mail or a phone stays with its first owner.
    if (call.userId !== null && (identifier.kind === "anonymous_id" || identifier.kind === "device_id")) {
      this.move(identifier, target);
    }
    return target;
  }

  /** A merge says outright what an alias says: two users become one as well. */
  unite(call: IdentityCall, identifier: CallIdentifier, target: string): string {
    const key = identifierKey(identifier);
    const owner = this.owner(key);
    if (owner !== undefined && owner !== target && this.isKnownUser(owner) && this.isKnownUser(target)) {
      this.merge(owner, target, "alias", key);
      return target;
    }
    return this.link(call, identifier, target);
  }

  decide(call: IdentityCall): string {
    if (call.previousId !== null && call.userId !== null) {
      this.alias(call.userId, call.previousId);
    }
    let target = this.personFor(call.identifiers);
    for (const identifier of call.identifiers) {
      target = this.link(call, identifier, target);
    }
    for (const identifier of call.merged) {
      target = this.unite(call, identifier, target);
    }
    return target;
  }
}

/** The last word on each identifier, and people that exist only inside this plan folded into who they became. */
function settle(decision: Decision): IdentityPlan {
  const { plan } = decision;
  const fresh = new Set(plan.newPeople);
  const current = (personId: string) => decision.current(personId);
  const last = (list: OwnedIdentifier[]) => {
    const byKey = new Map(
      list.map((item) => [identifierKey(item), { ...item, personId: current(item.personId) }]),
    );
    return [...byKey.values()];
  };
  return {
    personOf: plan.personOf.map(current),
    newPeople: plan.newPeople.filter((id) => current(id) === id),
    newIdentifiers: last(plan.newIdentifiers),
    moved: last(plan.moved),
    merges: plan.merges
      .filter((merge) => !fresh.has(merge.fromId))
      .map((merge) => ({ ...merge, intoId: current(merge.intoId) })),
    renamed: new Map([...plan.renamed].map(([id, userId]) => [current(id), userId])),
  };
}

/**
 * Says whose each call is. Rules: the strongest identifier decides (user id, e-mail, phone, device, anonymous id); a
 * person without a user id merges into the one that a call links it to; two users never merge but by alias or merge.
 * Pure: `newId` makes the ids of new people.
 */
export function decideIdentities(
  known: Known,
  calls: readonly IdentityCall[],
  newId: () => string,
): IdentityPlan {
  const decision = new Decision(known, newId);
  for (const call of calls) {
    decision.plan.personOf.push(decision.decide(call));
  }
  return settle(decision);
}
