import type { Ctx } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { wake } from "../../db/wake.ts";
import { zoneOr } from "../../delivery/when/zone-or.ts";
import { Apart } from "../../jobs/apart.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { after } from "../clocks.ts";
import { OTHER_NODE, OTHER_VERSION, WHOLE } from "../counted.ts";
import { nodeOf } from "../graph.ts";
import { changedNodes, isSameNode } from "../impact.ts";
import { arriving, type Whereabouts } from "../move.ts";
import { withdrawPending } from "../sending/pending-store.ts";
import { leave, note } from "./apply.ts";
import { carryOut } from "./carry-out.ts";
import { moveHeld } from "./due-store.ts";
import { goalsOf } from "./goals.ts";
import { openVersions, planOf } from "./plan-store.ts";
import { Record } from "./record.ts";
import { messageIdAt, type Stay } from "./stay.ts";
import { peopleNow } from "./stay-store.ts";
import { type Moving, markMoved, movingVersion, secretsOf, staysBefore } from "./sweep-store.ts";
import type { OpenVersion } from "./version.ts";
import { lanes, writeRecord } from "./write-store.ts";

const PAGE = 1_000;

/** Says whether a node sends something else in a version than in an earlier one, or is gone. */
async function messageComparer(db: Sql, moving: Moving, to: OpenVersion, stays: readonly Stay[]) {
  const secrets = await secretsOf(db, moving, [to.number, ...new Set(stays.map((stay) => stay.version))]);
  const secretAt = (version: number, node: string): string => {
    const kept = secrets.get(version) ?? null;
    return JSON.stringify(isJsonObject(kept) ? (kept[node] ?? null) : null);
  };
  return (from: OpenVersion, node: string): boolean =>
    !isSameNode(from.document, to.document, node) ||
    secretAt(from.number, node) !== secretAt(to.number, node);
}

/** Where somebody is in another version; null: they have no place in it. `withdrawn`: their message was, and is made anew. */
function placeIn(
  { stuck: _, ...at }: Whereabouts,
  given: {
    from: OpenVersion;
    to: OpenVersion;
    moves: Moving["moves"];
    changed: ReadonlySet<string>;
    withdrawn: boolean;
    now: Date;
  },
): Whereabouts | null {
  const { from, to, moves, changed, withdrawn, now } = given;
  const found = nodeOf(to.document, at.node);
  if (found) {
    // What one kind keeps of somebody means nothing to another.
    const state = nodeOf(from.document, at.node)?.kind === found.kind ? at.state : null;
    if (withdrawn) {
      return { ...at, pause: "step", outcome: null, state, visits: at.visits + 1 };
    }
    // Who waits at a node that says something else now waits for that; a message that is under way is what it is. From where it
    // ended it may lead on now, or there is no goal any more.
    const waits = at.pause === "wait" || at.pause === "sleep";
    return waits && changed.has(at.node)
      ? { ...at, pause: "step", until: null, onTimeout: null, for: [], state }
      : { ...at, until: at.pause === "end" ? now.toISOString() : at.until, state };
  }
  const target = moves[at.node] ?? null;
  return target !== null && nodeOf(to.document, target)
    ? { ...arriving(target, now, at.last), visits: at.visits + 1 }
    : null;
}

const apart = new Apart("journey's version");

/** A page of those of one journey, in one transaction. */
async function moveSome(ctx: Ctx, take: (journeyId: string) => void): Promise<boolean> {
  let raised: string | null = null;
  const found = await withTransaction(ctx.db.pipelined, async (client) => {
    const db = sqlOn(client);
    const moving = await movingVersion(db, apart.resting());
    if (!moving) {
      return false;
    }
    const { workspaceId, journeyId, number, moves } = moving;
    take(journeyId);
    await holdJourneyGate(db, workspaceId);
    const now = ctx.clock.now();
    const stays = await staysBefore(db, moving, PAGE);
    const plan = await planOf(db, workspaceId);
    const version = await openVersions(db, workspaceId, [...stays, { journeyId, version: number }]);
    const people = await peopleNow(
      db,
      workspaceId,
      [...new Set(stays.map(({ personId }) => personId))],
      plan?.zones ?? false,
    );
    const to = version(journeyId, number);
    const changes = new Map<number, ReadonlySet<string>>();
    const changedSince = (from: number): ReadonlySet<string> => {
      const known =
        changes.get(from) ??
        new Set(changedNodes(version(journeyId, from).document, to.document).map(({ node }) => node));
      changes.set(from, known);
      return known;
    };
    // What waits to leave from a node that is gone, or that says something else now, goes to nobody.
    const sending = stays.filter(({ whereabouts }) => whereabouts?.pause === "outcome");
    const isOther = await messageComparer(db, moving, to, sending);
    const withdrawn = await withdrawPending(
      db,
      workspaceId,
      sending.flatMap(({ personId, key, version: from, whereabouts: at }) =>
        at && isOther(version(journeyId, from), at.node)
          ? [{ personId, messageId: messageIdAt(key, at), leftAt: null }]
          : [],
      ),
    );
    const record = new Record();
    const heard = plan?.heard ?? new Set<string>();
    const { timeout, zone } = to.document.settings;
    const move = (stay: Stay, at: Whereabouts): void => {
      const place = placeIn(at, {
        ...{ from: version(journeyId, stay.version), to, moves, now, changed: changedSince(stay.version) },
        withdrawn: withdrawn.has(messageIdAt(stay.key, at)),
      });
      if (place === null) {
        if (stay.enteredAt === null) {
          record.drop(stay);
        } else {
          leave({ record, heard }, stay, { kind: "removed", at: now, from: stay.node });
        }
        return;
      }
      if (stay.enteredAt !== null) {
        record.count(stay, stay.node, "out", OTHER_VERSION);
        record.count(to.of, WHOLE, "moved_in");
        record.count(to.of, place.node, "moved_in", place.node === stay.node ? "" : OTHER_NODE);
        const own = people.get(stay.personId)?.zone ?? null;
        const clocks = zone === "user" ? zoneOr(own, plan?.zone ?? "UTC") : (plan?.zone ?? "UTC");
        stay.endsAt = timeout ? after(stay.enteredAt, timeout, clocks) : null;
      }
      stay.version = number;
      if (stay.enteredAt !== null && place.node !== stay.node) {
        const because = `their step is gone with version ${number}, and they go on here`;
        note(record, stay, { at: now.toISOString(), node: place.node, did: "placed", exit: null, because });
      }
      stay.node = place.node;
      stay.whereabouts = place;
      record.keep(stay);
    };
    for (const stay of stays) {
      if (stay.whereabouts) {
        move(stay, stay.whereabouts);
      }
    }
    if (plan) {
      const own = { ...ctx, workspaceId };
      const done = await carryOut(own, db, { plan, version, record, lane: lanes.tend, now });
      raised = done.raised ? workspaceId : null;
    } else {
      const goals = goalsOf(version, { now, zone: "UTC" });
      await writeRecord(db, workspaceId, record, { lane: lanes.tend, now, goals });
    }
    if (stays.length < PAGE) {
      await markMoved(db, moving, now);
      // What somebody did while their version held them counts now.
      await moveHeld(db, workspaceId, journeyId, now);
    }
    return true;
  });
  if (raised !== null) {
    wake(ctx.db.pool, "events", raised);
  }
  return found;
}

/** Moves some on who are in earlier versions than one that was published for them, too. False when there are none. */
export async function moveVersionOnce(ctx: Ctx): Promise<boolean> {
  return apart.workOnNext(ctx, (take) => moveSome(ctx, take));
}
