import type { Token } from "liquidjs";
import type { TemplateObject } from "./types.ts";

/** What a name stands for, as far as it is known: a path, and the object that its values are of. */
export type Origin = { path: string[] | null; of: TemplateObject | null };

/** A name that the template itself gives. */
export type Name = Origin & { slot: number; isRead: boolean };

type Assigned = Name & { isAssigned: boolean; reads: Token[] };

/**
 * Where names are kept, decided once when a template is read: those of loops hide the others within the loop, and
 * `assign` reaches the whole template, also what stands before it in a loop.
 */
export class Scope {
  readonly #assigned = new Map<string, Assigned>();
  readonly #loops: Map<string, Name>[] = [];
  #slots = 0;

  #slot(): number {
    this.#slots += 1;
    return this.#slots - 1;
  }

  #known(name: string): Assigned {
    const known = this.#assigned.get(name);
    const made: Assigned = known ?? {
      ...{ slot: this.#slot(), path: null, of: null },
      ...{ isRead: false, isAssigned: false, reads: [] },
    };
    this.#assigned.set(name, made);
    return made;
  }

  assign(name: string, { path, of }: Origin): Name {
    const known = this.#known(name);
    known.path = known.isAssigned ? null : path;
    known.of = known.isAssigned && known.of !== of ? null : of;
    known.isAssigned = true;
    return known;
  }

  read(name: string, token: Token): Name {
    const inLoop = this.#loops.findLast((names) => names.has(name))?.get(name);
    if (inLoop) {
      inLoop.isRead = true;
      return inLoop;
    }
    const known = this.#known(name);
    known.isRead = true;
    known.reads.push(token);
    return known;
  }

  /** Names of a loop, known while `inside` runs. */
  within<Made>(origins: Record<string, Origin>, inside: (names: Map<string, Name>) => Made): Made {
    const names = new Map(
      Object.entries(origins).map(([name, origin]) => [
        name,
        { ...origin, slot: this.#slot(), isRead: false },
      ]),
    );
    this.#loops.push(names);
    try {
      return inside(names);
    } finally {
      this.#loops.pop();
    }
  }

  isInLoop(): boolean {
    return this.#loops.length > 0;
  }

  /** Where names are read that nothing gives a value to. */
  unknown(): { name: string; token: Token }[] {
    return [...this.#assigned].flatMap(([name, { isAssigned, reads }]) =>
      isAssigned ? [] : reads.map((token) => ({ name, token })),
    );
  }
}
