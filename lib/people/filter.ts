import { z } from "zod";
import { plainText } from "../access/fields.ts";
import { identifierKind } from "./schema.ts";

const text = (max: number) => plainText(max).min(1, "Fill this in");
const days = z.number().int().min(1, "At least 1 day").max(3_650, "At most 3,650 days");

/** Which people: those with an identifier of `identifier` to whom everything else that is given applies. */
export const peopleFilter = z.object({
  identifier: identifierKind.default("user_id").describe("The kind of identifier they must have"),
  seenWithinDays: days.optional(),
  did: z
    .object({ event: text(400), withinDays: days.default(30) })
    .optional()
    .describe("They did this event"),
  property: z
    .object({ name: text(120), value: text(512) })
    .optional()
    .describe("A property of the person, compared as text"),
});
export type PeopleFilter = z.output<typeof peopleFilter>;
