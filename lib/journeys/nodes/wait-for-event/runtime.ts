import { after } from "../../clocks.ts";
import { isAsked, keysOf, waitedFor, wakes } from "../../matching/events.ts";
import { nodeRuntime } from "../node-kind.ts";
import { go, type Step } from "../step.ts";
import { waitForEventKind } from "./schema.ts";

/** A branch whose key the person's last event does not have is waited for in vain: another's order is not theirs. */
export const waitForEventRuntime = nodeRuntime(waitForEventKind, ({ branches, timeout }, context): Step => {
  const { event, last, since, zone } = context;
  const open = branches.map((each) => {
    const by = each.key && { path: each.key.theirs, keys: keysOf(last, each.key.mine) };
    return { ...each, waited: waitedFor(each.did, by) };
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
