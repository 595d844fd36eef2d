import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { systemEventView } from "../schema.ts";
import { systemEvents } from "../system-events.ts";

/** The system events and the groups they belong to; the same in every workspace. */
export async function listSystemEvents(
  ctx: Ctx,
  _input: object,
): Promise<{ items: z.output<typeof systemEventView>[] }> {
  authorise(ctx, "events.read");
  return {
    items: systemEvents.map(({ name, description, all, engagement }) => ({
      name,
      description,
      inAllSystemEvents: all,
      inEngagementEvents: engagement,
    })),
  };
}
