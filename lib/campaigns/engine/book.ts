import { channelKitOf } from "../../channels/catalog.ts";
import type { ChannelKit } from "../../channels/kit.ts";
import type { Ctx } from "../../context.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { wake } from "../../db/wake.ts";
import { Halt } from "../../delivery/halt.ts";
import type { BookingPlace } from "../../delivery/pipeline.ts";
import type { Delivery } from "../../delivery/sender.ts";
import { raiseEvents } from "../../events/raise-events.ts";
import { retireTokens } from "../../people/tokens.ts";
import { verdictOf, verdicts } from "../verdicts.ts";
import { noteBatch, overrule } from "./book-store.ts";
import { addCounts, type Decided, decidePending, delayPending, keyOf } from "./delivery-store.ts";
import type { RunEntry } from "./entry.ts";
import { controlEvent, sentEvent } from "./raised.ts";
import type { ClaimedRun, HeldRun } from "./run-store.ts";

type Booked = { decided: Decided[]; delayed: (RunEntry & { until: Date })[]; controls: Map<string, string> };

/** What became of the first entries of a chunk. */
function outcomes({ entries, rejections }: Delivery<RunEntry>, { refusedAs }: ChannelKit): Booked {
  const refused = new Map(rejections.map((rejection) => [rejection.place, rejection]));
  const booked: Booked = { decided: [], delayed: [], controls: new Map() };
  for (const [place, entry] of entries.entries()) {
    const { personId, occasion, dueAt, at, eventTx, callId, back } = entry;
    const common = { personId, occasion, dueAt, at, eventTx, callId };
    if (back && "until" in back) {
      booked.delayed.push({ until: back.until, ...entry });
      continue;
    }
    const refusal = refused.get(place);
    if (back) {
      const { code, reason } = back;
      booked.decided.push({ status: verdicts[code].status, code, reason, ...common });
      if (back.group !== undefined) {
        booked.controls.set(keyOf(entry), back.group);
      }
    } else if (refusal) {
      const code = verdictOf(refusal.answer ? (refusedAs ?? "partner_refused") : refusal.code);
      booked.decided.push({ status: verdicts[code].status, code, reason: refusal.reason, ...common });
    } else {
      booked.decided.push({ status: "sent", code: "", reason: null, ...common });
    }
  }
  return booked;
}

/**
 * Books what became of a chunk's first entries: verdicts, counts and system events, in one transaction with the lease under
 * which they were sent. Its commit does not wait for the disk: what a crash of PostgreSQL takes back is decided again, and
 * messages leave under the same ids. Throws Halt when the lease was lost.
 */
export async function book(
  ctx: Ctx,
  work: { run: ClaimedRun; held: HeldRun; atMostOnce: boolean },
  delivery: Delivery<RunEntry>,
  place: BookingPlace,
): Promise<void> {
  const { run, held } = work;
  const now = ctx.clock.now();
  const of = {
    workspaceId: ctx.workspaceId,
    campaignId: run.campaignId,
    runId: run.id,
    channel: run.channel,
  };
  const { decided, delayed, controls } = outcomes(delivery, channelKitOf(run.channel));
  const people = new Map(delivery.entries.map((entry) => [keyOf(entry), entry]));
  const raised = await withTransaction(
    // What does not wait for an answer is sent at once.
    ctx.db.pipelined,
    async (client, last) => {
      const db = sqlOn(client);
      const noted = noteBatch(db, held, place.number);
      const deciding = decidePending(db, of, decided, now);
      deciding.catch(() => {});
      if (!(await noted)) {
        throw new Halt({ kind: "lost" });
      }
      const fresh = await deciding;
      await delayPending(db, of, delayed);
      await retireTokens(db, ctx.workspaceId, delivery.retired, now);
      const standing = decided.filter((each) => each.status === "sent" || fresh.has(keyOf(each)));
      const late = standing.filter((each) => !fresh.has(keyOf(each)));
      if (late.length > 0) {
        await addCounts(db, of, await overrule(db, of, late, now), now, -1);
      }
      last(addCounts(db, of, standing, now));
      const events = standing.flatMap((each) => {
        const key = keyOf(each);
        const group = controls.get(key);
        const person = { ...each, personId: people.get(key)?.isNow ?? each.personId };
        return each.status === "sent"
          ? [sentEvent(run, person, now)]
          : group === undefined
            ? []
            : [controlEvent(run, { ...person, group }, now)];
      });
      last(raiseEvents(db, ctx.workspaceId, events, now));
      return events.length > 0;
    },
    { rederived: !work.atMostOnce, plannedOnce: run.kind === "live" },
  );
  if (raised) {
    wake(ctx.db.pool, "events", ctx.workspaceId);
  }
}
