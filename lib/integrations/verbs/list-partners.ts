import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { partnerKits } from "../../partners/catalog.ts";
import { kitWith, type PartnerKit } from "../../partners/kit.ts";
import type { PartnerList } from "../schema.ts";
import { connectionCounts } from "../store.ts";

/** The catalogue, with how many connections of each partner the workspace has. */
export async function listPartners(ctx: Ctx, _input: object): Promise<PartnerList> {
  authorise(ctx, "connections.read");
  const counts = await connectionCounts(ctx.db, ctx.workspaceId);
  const count = (partner: string, status?: string) =>
    counts
      .filter((row) => row.partner === partner && (status === undefined || row.status === status))
      .reduce((sum, row) => sum + row.count, 0);
  return {
    items: Object.values<PartnerKit>(partnerKits).map((kit) => ({
      id: kit.id,
      name: kit.name,
      category: kit.category,
      description: kit.description,
      monogram: kit.monogram,
      color: kit.color,
      capabilities: kit.capabilities,
      place: kit.place,
      connections: count(kit.id),
      needAttention: count(kit.id, "attention"),
      hosts: kitWith(kit, ctx.hosts).regions.map(({ id, label, url, hostSetting }) => ({
        region: id,
        label,
        url: ctx.hosts[hostSetting] ?? url,
      })),
    })),
  };
}
