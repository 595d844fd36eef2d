import { z } from "zod";
import { identifierKind } from "../../people/schema.ts";

/** Which segment an audience follows, and what its people are known by there. */
export const segmentChoice = z.object({
  segmentId: z.uuid("Choose a segment"),
  identifier: identifierKind.default("user_id").describe("The kind of identifier they must have"),
});

/** What is kept of it. */
export const segmentDefinition = segmentChoice.extend({ segmentName: z.string() });
