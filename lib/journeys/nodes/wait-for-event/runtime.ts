import { after } from "../../clocks.ts";
import { isAsked, keyOf, waitedFor, wakes } from "../../matching/events.ts";
import { nodeRuntime } from "../node-kind.ts";
import { go, type Step } from "../step.ts";
import { waitForEventKind } from "./schema.ts";

/** A branch whose key the person's last event does not have is waited for in vain: another's order is not theirs. */
export const waitForEventRuntime = nodeRuntime(waitForEventKind, ({ branches, timeout }, context): Step => {
  const { event, last, since, zone } = context;
  const open = branches.flatMap((each) => {
    const value = each.key ? keyOf(last, each.key.mine) : null;
    const key = each.key && value !== null ? { path: each.key.theirs, value } : null;
    return each.key && key === null ? [] : [{ ...each, waited: waitedFor(each.did, key) }];
  });
  const come =
    event &&
    open.find(({ did, waited }) => waited.some((each) => wakes(each, event)) && isAsked(event, did, context));
  return come
    ? go(come.id, `did ${event.name}`)
    : {
        do: "wait",
        for: open.flatMap(({ waited }) => waited),
        until: after(since, timeout, zone),
        onTimeout: "timeout",
        state: null,
        because: "waits for an event",
      };
});
