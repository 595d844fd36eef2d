import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../../kernel/json.ts";
import { propertyPath } from "../../../segments/definition.ts";
import { wait } from "../../clocks.ts";
import { eventsAsked } from "../../matching/events.ts";
import { nodeLimits } from "../branch-limits.ts";
import { branch, branchExits, checkBranches } from "../branches.ts";
import { nodeKind } from "../node-kind.ts";
import { askedWords, objectsIn, pathWords, waitWords } from "../phrases.ts";

const key = z.object({
  mine: propertyPath.describe("Of the event that brought the person here"),
  theirs: propertyPath.describe("Of the event that is waited for"),
});

/** "OrderDelivered of the same order_id". */
const wayWords = ({ did, key }: JsonObject): string =>
  `${askedWords(did)}${isJsonObject(key) ? ` of the same ${pathWords(key.theirs)}` : ""}`;

export const waitForEventKind = nodeKind({
  id: "wait_for_event",
  title: "Wait for event",
  group: "control",
  description:
    "Waits for whichever of some events comes first, for the same cart or order where a key says so.",
  settings: z
    .object({
      branches: z
        .array(z.object({ ...branch.shape, did: eventsAsked, key: key.nullable().default(null) }))
        .min(1, "Choose what to wait for")
        .max(nodeLimits.waitBranches, `At most ${nodeLimits.waitBranches} ways`),
      timeout: wait,
    })
    .superRefine(({ branches }, context) => checkBranches(branches, context, "branches")),
  blank: {
    branches: [{ id: "a", name: "", did: { events: [], where: [] }, key: null }],
    timeout: { count: 1, unit: "days" },
  },
  exits: ({ branches }) => [...branchExits(branches, "Event"), { id: "timeout", label: "Timeout" }],
  words: ({ branches, timeout }) => {
    const events = objectsIn(branches).map(wayWords);
    return `Waits up to ${waitWords(timeout)} for ${events.length === 0 ? "…" : events.join(" or ")}`;
  },
  brings: (exit) => exit !== "timeout",
  waits: () => true,
  readsEvent: ({ branches }) => objectsIn(branches).some((each) => Boolean(each.key)),
});
