import type { Ctx } from "../../context.ts";
import { listJourneys as listSchema } from "../../journeys/schema.ts";
import { draw, message, track } from "../../journeys/templates/draw.ts";
import { createJourney } from "../../journeys/verbs/create-journey.ts";
import { getJourney } from "../../journeys/verbs/get-journey.ts";
import { listJourneys } from "../../journeys/verbs/list-journeys.ts";
import { publishJourney } from "../../journeys/verbs/publish-journey.ts";
import { updateJourney } from "../../journeys/verbs/update-journey.ts";
import type { JsonObject } from "../../kernel/json.ts";

const NAME = "Back to the cart";
const lately = { kind: "last", span: { count: 14, unit: "days" } };
const did = (name: string, not = false): JsonObject => ({
  ...{ kind: "did", not, events: [{ type: "track", name }], where: [], when: lately },
});

/** Began a checkout and did not order: a reminder, and for half of those who still do not, something off. */
function backToTheCart(connectionId: string) {
  const toSegment = (event: string, pairs: [string, string][] = []): JsonObject => ({
    ...message("segment", { event, keyValues: pairs.map(([key, value]) => ({ key, value })) }),
    connections: { segment: connectionId },
  });
  const people = {
    kind: "new",
    definition: {
      match: "all",
      groups: [{ match: "all", conditions: [did("Checkout Started"), did("Order Completed", true)] }],
    },
  };
  const ordered = { did: track("Order Completed"), timeout: { count: 3, unit: "days" } };
  const paths = [
    { id: "coupon", name: "10 % off", percent: 50 },
    { id: "nothing", name: "Nothing", percent: 50 },
  ];
  const drawn = draw(
    [
      {
        ...{ id: "open", kind: "entry_segment", name: "Open checkout" },
        settings: { people, timeline: { kind: "once", at: null } },
      },
      {
        ...{ id: "remind", kind: "send_segment", name: "Reminder" },
        settings: toSegment("Cart Reminder", [["greeting", 'Hi {{ Profile.name | default: "there" }}']]),
      },
      { id: "ordered", kind: "action", name: "Ordered", settings: ordered },
      {
        id: "split",
        kind: "ab_split",
        name: "Half get a coupon",
        settings: { mode: "manual", paths, goal: null },
      },
      {
        ...{ id: "coupon", kind: "send_segment", name: "Coupon" },
        settings: toSegment("Coupon Offered", [["coupon", "BACK10"]]),
      },
      { id: "later", kind: "action", name: "Ordered after all", settings: ordered },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["open", "yes", "remind"],
      ["remind", "sent", "ordered"],
      ["ordered", "yes", "out"],
      ["ordered", "timeout", "split"],
      ["split", "coupon", "coupon"],
      ["split", "nothing", "later"],
      ["coupon", "sent", "later"],
      ["later", "yes", "out"],
      ["later", "timeout", "out"],
    ],
    {
      goals: [{ id: "order", name: "Ordered", ...track("Order Completed") }],
      timeout: { count: 30, unit: "days" },
    },
  );
  // Those who order go straight down, the others beside it.
  const beside: Record<string, number> = { split: 300, coupon: 180, later: 420 };
  const nodes = drawn.nodes.map(({ position, ...node }) => ({
    ...node,
    position: { x: beside[node.id] ?? 0, y: position.y },
  }));
  return { ...drawn, nodes };
}

/** Gives the demo shop a journey that runs, with people in it; begun again, it makes nothing twice. */
export async function makeJourneys(ctx: Ctx, connectionId: string): Promise<void> {
  const { items } = await listJourneys(ctx, listSchema.parse({ search: NAME }));
  const [found] = items;
  if (found && found.version !== null) {
    return;
  }
  const { id } = found ?? (await createJourney(ctx, { name: NAME }));
  const made = await getJourney(ctx, { id });
  const { revision } = await updateJourney(ctx, {
    ...{ id, revision: made.revision },
    description: "Reminds those who began a checkout, until they order.",
    labels: ["Cart"],
    draft: backToTheCart(connectionId),
  });
  await publishJourney(ctx, { id, revision, note: "First version", people: "finish", moves: [] });
}
