import type { JsonObject } from "../../kernel/json.ts";
import type { CountedThing } from "../counted.ts";
import type { Happening } from "../move.ts";
import type { ProfileChange } from "../profile-change.ts";
import type { Withdrawn } from "../sending/pending-store.ts";
import type { RefusalReason } from "../statuses.ts";
import type { Stay } from "./stay.ts";

export type NewStep = Happening &
  Pick<Stay, "personId" | "journeyId" | "round" | "version"> & { seq: number };
export type NewMessage = Pick<Stay, "personId" | "journeyId" | "round"> & {
  senderId: string;
  visit: number;
  messageId: string;
  at: string;
  event: JsonObject | null;
};
export type NewRefusal = {
  journeyId: string;
  personId: string;
  reason: RefusalReason;
  detail: string | null;
  at: string;
};
/** `step`: what the path says of it, mended where it cannot be done; null: it says nothing. */
export type AudienceChange = {
  personId: string;
  audienceId: string;
  operation: "upsert" | "delete";
  step: NewStep | null;
};
/** A journey's moment that others hear of, or a control group that holds somebody back. */
export type Told = {
  personId: string;
  journeyId: string;
  key: string;
  moment: string;
  detail: string | null;
};

/** Somebody whose step failed. */
export type Stuck = { personId: string; journeyId: string; node: string; error: unknown };

type Counted = {
  journeyId: string;
  version: number;
  node: string;
  what: CountedThing;
  exit: string;
  people: number;
};

/** All that a batch of moves does, gathered to be written in a few statements. */
export class Record {
  /** One for a person, journey and round; those that were not in the journey and have no row are left out. */
  readonly stays = new Set<Stay>();
  /** Waited before a journey, and do not come into it. */
  readonly dropped: Stay[] = [];
  readonly steps: NewStep[] = [];
  readonly messages: NewMessage[] = [];
  /** Wait to leave, and are to go to nobody any more. */
  readonly withdrawn: Withdrawn[] = [];
  readonly refusals: NewRefusal[] = [];
  readonly profiles = new Map<string, ProfileChange[]>();
  audiences: AudienceChange[] = [];
  /** Changes of profiles were written ahead of the rest. */
  isAhead = false;
  readonly told: Told[] = [];
  readonly stuck: Stuck[] = [];
  readonly counts = new Map<string, Counted>();

  count(
    of: { journeyId: string; version: number },
    node: string,
    what: CountedThing,
    exit = "",
    people = 1,
  ): void {
    const key = `${of.journeyId} ${of.version} ${node} ${what} ${exit}`;
    const known = this.counts.get(key);
    if (known) {
      known.people += people;
    } else {
      const { journeyId, version } = of;
      this.counts.set(key, { journeyId, version, node, what, exit, people });
    }
  }

  keep(stay: Stay): void {
    this.stays.add(stay);
  }

  /** Changes of audiences that concern these people, in their order; the record has them no more. */
  audiencesOf(people: ReadonlySet<string>): AudienceChange[] {
    const theirs = this.audiences.filter(({ personId }) => people.has(personId));
    if (theirs.length > 0) {
      this.audiences = this.audiences.filter(({ personId }) => !people.has(personId));
    }
    return theirs;
  }

  /** Changes of these people's profiles; the record has them no more. */
  profilesOf(people: ReadonlySet<string>): Map<string, ProfileChange[]> {
    const theirs = new Map([...this.profiles].filter(([id]) => people.has(id)));
    for (const id of theirs.keys()) {
      this.profiles.delete(id);
      this.isAhead = true;
    }
    return theirs;
  }

  drop(stay: Stay): void {
    this.stays.delete(stay);
    if (!stay.isNew) {
      this.dropped.push(stay);
    }
  }
}
