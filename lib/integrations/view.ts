import type { Ctx } from "../context.ts";
import { baseUrlOf } from "../partners/access.ts";
import { partnerKit } from "../partners/catalog.ts";
import { regionOf } from "../partners/kit.ts";
import type { ConnectionView } from "./schema.ts";
import type { StoredConnection } from "./store.ts";

/** What may be shown of a connection: never a secret, only its last four characters. */
export function viewOf(ctx: Pick<Ctx, "hosts">, connection: StoredConnection): ConnectionView {
  const kit = partnerKit(connection.partner);
  return {
    id: connection.id,
    partner: connection.partner,
    partnerName: kit.name,
    nickname: connection.nickname,
    region: regionOf(kit, connection.settings).label,
    host: baseUrlOf(ctx.hosts, connection.partner, connection.settings),
    settings: connection.settings,
    secrets: Object.fromEntries(
      Object.entries(connection.secrets).map(([field, secret]) => [field, { last4: secret.last4 }]),
    ),
    status: connection.status,
    problem: connection.problem,
    lastVerifiedAt: connection.lastVerifiedAt?.toISOString() ?? null,
    exportsInUse: connection.exportsInUse,
    transfersInUse: connection.transfersInUse,
    destinationsInUse: connection.destinationsInUse,
    createdBy: connection.createdBy,
    createdAt: connection.createdAt.toISOString(),
  };
}
