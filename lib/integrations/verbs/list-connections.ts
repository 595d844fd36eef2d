import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKits } from "../../partners/catalog.ts";
import type { PartnerKit } from "../../partners/kit.ts";
import { type ConnectionView, type ListConnections, listConnections as schema } from "../schema.ts";
import { connectionsOf } from "../store.ts";
import { viewOf } from "../view.ts";

export type ConnectionPage = { items: ConnectionView[]; nextCursor: string | null };

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The partners that are asked for; undefined: all, those that left the catalogue too. */
function partnersThat({
  partner,
  place,
  capability,
}: Pick<ListConnections, "partner" | "place" | "capability">): string[] | undefined {
  if (partner === undefined && place === undefined && capability === undefined) {
    return undefined;
  }
  return Object.values<PartnerKit>(partnerKits)
    .filter(
      (kit) =>
        (partner ?? kit.id) === kit.id &&
        (place ?? kit.place) === kit.place &&
        (capability === undefined || kit.capabilities.includes(capability)),
    )
    .map((kit) => kit.id);
}

/** The workspace's connections, newest first. */
export async function listConnections(ctx: Ctx, input: ListConnections): Promise<ConnectionPage> {
  authorise(ctx, "connections.read");
  const { search, cursor, limit, ...wanted } = parse(schema, input);
  if (cursor !== undefined && !isId(cursor)) {
    throw new Fault("invalid", "cursor: not a cursor of this list", {
      problems: [{ path: "cursor", field: "cursor", message: "not a cursor of this list" }],
    });
  }
  const rows = await connectionsOf(ctx.db, ctx.workspaceId, {
    partners: partnersThat(wanted),
    search,
    before: cursor,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => viewOf(ctx, row));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
