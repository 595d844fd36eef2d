import type { CallIdentifier } from "./identify.ts";

/** A person as a process last saw it; one object for all identifiers of the person. */
export type RememberedPerson = { id: string; hasUserId: boolean; first: Date; last: Date };

const GENERATION = 50_000;

/**
 * What one process remembers of identifiers' people, to spare look-ups. It may be out of date: whoever writes by it checks
 * in the database that it still holds, and forgets it otherwise. Bounded to twice 50,000 identifiers.
 */
export class IdentityMemory {
  #young = new Map<string, RememberedPerson>();
  #old = new Map<string, RememberedPerson>();

  recall(workspaceId: string, { kind, value }: CallIdentifier): RememberedPerson | undefined {
    const key = `${workspaceId}:${kind}:${value}`;
    const young = this.#young.get(key);
    if (young) {
      return young;
    }
    const old = this.#old.get(key);
    if (old) {
      this.#keep(key, old);
    }
    return old;
  }

  remember(workspaceId: string, { kind, value }: CallIdentifier, person: RememberedPerson): void {
    this.#keep(`${workspaceId}:${kind}:${value}`, person);
  }

  forget(workspaceId: string, identifiers: readonly CallIdentifier[]): void {
    for (const { kind, value } of identifiers) {
      const key = `${workspaceId}:${kind}:${value}`;
      this.#young.delete(key);
      this.#old.delete(key);
    }
  }

  #keep(key: string, person: RememberedPerson): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, person);
  }
}
