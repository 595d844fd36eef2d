import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { countPeople, filterPeople } from "../../people/verbs/filter-people.ts";
import { type PeoplePreviewView, peoplePreview as schema } from "../people/schema.ts";

const SAMPLE = 10;
/** Counting further would take long, and says no more. */
const CAP = 100_000;

/** How many people a filter means now (counted up to 100,000), and ten of them. */
export async function previewPeople(ctx: Ctx, input: z.output<typeof schema>): Promise<PeoplePreviewView> {
  authorise(ctx, "audiences.write");
  const { people: filter } = parse(schema, input);
  const count = await countPeople(ctx, { filter, cap: CAP + 1 });
  const sample = await filterPeople(ctx, { filter, now: ctx.clock.now(), after: null, limit: SAMPLE });
  return {
    count: Math.min(count, CAP),
    isCapped: count > CAP,
    sample: sample.map((person) => ({ ...person, lastSeen: person.lastSeen.toISOString() })),
  };
}
