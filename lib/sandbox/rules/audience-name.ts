import { getAudience } from "../../audiences/verbs/get-audience.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";

/** What the audience of a rule is called; null once it was deleted. */
export async function audienceName(ctx: Ctx, id: string): Promise<string | null> {
  try {
    return (await getAudience(ctx, { id })).name;
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      return null;
    }
    throw error;
  }
}
