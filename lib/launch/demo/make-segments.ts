import type { Ctx } from "../../context.ts";
import { definition } from "../../segments/definition.ts";
import { createSegment } from "../../segments/verbs/create-segment.ts";
import { listSegments } from "../../segments/verbs/list-segments.ts";

const text = (value: string) => ({ type: "text" as const, op: "equals" as const, value });
const field = (key: string, value: string) => ({ kind: "field", field: key, test: text(value) });
const lately = (count: number) => ({ kind: "last", span: { count, unit: "days" } });

const segments = [
  {
    name: "Gold members",
    description: "Everybody on the gold plan",
    kind: "past" as const,
    labels: ["loyalty"],
    definition: {
      groups: [{ conditions: [{ kind: "property", path: ["plan"], test: text("gold") }] }],
    },
  },
  {
    name: "English-speaking women in the United States",
    description: "",
    kind: "past" as const,
    labels: [],
    definition: {
      groups: [
        {
          conditions: [field("language", "en"), field("gender", "female"), field("country", "United States")],
        },
      ],
    },
  },
  {
    name: "Left in the cart",
    description: "Began a checkout in the last week and did not order within half an hour",
    kind: "live" as const,
    labels: ["cart"],
    definition: {
      groups: [
        {
          conditions: [
            {
              kind: "inaction",
              did: { events: [{ name: "Checkout Started" }] },
              didNot: { events: [{ name: "Order Completed" }] },
              within: { count: 30, unit: "minutes" },
              when: lately(7),
            },
          ],
        },
      ],
    },
  },
  {
    name: "Regular customers",
    description: "Three orders or more in the last 60 days",
    kind: "live" as const,
    labels: ["loyalty"],
    definition: {
      groups: [
        {
          conditions: [
            {
              kind: "did",
              events: [{ name: "Order Completed" }],
              when: lately(60),
              measure: { of: "count", is: { op: "greater_than_equals", value: 3 } },
            },
          ],
        },
      ],
    },
  },
];

/** Gives the demo shop some segments. Begun again, it makes what is missing and nothing twice. */
export async function makeSegments(ctx: Ctx): Promise<void> {
  for (const wanted of segments) {
    const { items } = await listSegments(ctx, { search: wanted.name, state: "active", limit: 10 });
    if (!items.some(({ name }) => name === wanted.name)) {
      await createSegment(ctx, { ...wanted, definition: definition.parse(wanted.definition) });
    }
  }
}
