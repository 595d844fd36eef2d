import type { Ctx } from "../../context.ts";
import type { JourneyDraft } from "../../journeys/document.ts";
import { listJourneys as listSchema } from "../../journeys/schema.ts";
import { draw, message, track } from "../../journeys/templates/draw.ts";
import { createJourney } from "../../journeys/verbs/create-journey.ts";
import { getJourney } from "../../journeys/verbs/get-journey.ts";
import { listJourneys } from "../../journeys/verbs/list-journeys.ts";
import { publishJourney } from "../../journeys/verbs/publish-journey.ts";
import { updateJourney } from "../../journeys/verbs/update-journey.ts";
import type { JsonObject } from "../../kernel/json.ts";

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
      goals: [{ id: "order", name: "Ordered", ...track("Order Completed"), revenue: ["revenue"] }],
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

/** Began a checkout: into the audience of open carts over the bus, and out of it with the order. */
function cartInStories(connectionId: string, token: string) {
  const toBus = (operation: string): JsonObject => ({
    ...message("eventbridge", {
      keyValues: [
        { key: "storyly_token", value: token },
        { key: "operation", value: operation },
      ],
    }),
    connections: { eventbridge: connectionId },
  });
  return draw(
    [
      {
        ...{ id: "began", kind: "entry_action", name: "Began a checkout" },
        settings: { did: track("Checkout Started") },
      },
      { id: "in", kind: "send_eventbridge", name: "Into the audience", settings: toBus("upsert") },
      { id: "ordered", kind: "action", name: "Ordered", settings: { did: track("Order Completed") } },
      { id: "out", kind: "send_eventbridge", name: "Out of the audience", settings: toBus("delete") },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["began", "yes", "in"],
      ["in", "sent", "ordered"],
      ["ordered", "yes", "out"],
      ["out", "sent", "end"],
    ],
    { controlGroups: { system: false, custom: [], percent: null } },
  );
}

type Wanted = { name: string; description: string; draft: JourneyDraft };

/** Publishes a journey of this name unless that was done already. */
async function published(ctx: Ctx, { name, description, draft }: Wanted): Promise<void> {
  const { items } = await listJourneys(ctx, listSchema.parse({ search: name }));
  const [found] = items;
  if (found && found.version !== null) {
    return;
  }
  const { id } = found ?? (await createJourney(ctx, { name }));
  const made = await getJourney(ctx, { id });
  const { revision } = await updateJourney(ctx, {
    ...{ id, revision: made.revision },
    ...{ description, labels: ["Cart"], draft },
  });
  await publishJourney(ctx, { id, revision, note: "First version", people: "finish", moves: [] });
}

/** Gives the demo shop journeys that run, one with people in it; begun again, it makes nothing twice. */
export async function makeJourneys(
  ctx: Ctx,
  { segment, bus, cartsToken }: { segment: string; bus: string; cartsToken: string },
): Promise<void> {
  await published(ctx, {
    name: "Cart in stories",
    description:
      "Shows stories of the open cart: over the bus into the audience, and out of it with the order.",
    draft: cartInStories(bus, cartsToken),
  });
  await published(ctx, {
    name: "Back to the cart",
    description: "Reminds those who began a checkout, until they order.",
    draft: backToTheCart(segment),
  });
}
