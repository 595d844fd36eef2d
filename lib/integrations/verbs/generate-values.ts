import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { connectorOf } from "../../partners/connectors.ts";
import { type FreshValues, type PartnerRef, partnerRef } from "../schema.ts";

/** Fresh keys for whoever is about to connect; they are kept nowhere. Throws `precondition` where the partner's own are used. */
export async function generateValues(ctx: Ctx, input: PartnerRef): Promise<FreshValues> {
  authorise(ctx, "connections.write");
  const { partner } = parse(partnerRef, input);
  const values = connectorOf(partner).generate?.();
  if (!values) {
    throw new Fault("precondition", `${partnerKit(partner).name} gives its keys itself.`);
  }
  return { values };
}
