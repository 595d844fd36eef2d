import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { kitWith } from "../../partners/kit.ts";
import { testSettings as schema, type TestSettings, type VerificationView } from "../schema.ts";
import { parseSettings } from "../settings-schema.ts";
import { verifySettings } from "../verify.ts";

/** Tries settings that were typed and not saved. A refusal by the partner is an answer, not a failure. */
export async function testSettings(ctx: Ctx, input: TestSettings): Promise<VerificationView> {
  authorise(ctx, "connections.write");
  const { partner, values } = parse(schema, input);
  return verifySettings(ctx, partner, parseSettings(kitWith(partnerKit(partner), ctx.hosts), values));
}
