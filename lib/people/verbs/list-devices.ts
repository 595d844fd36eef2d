import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type PersonDevices, type PersonId, personId } from "../schema.ts";
import { type DeviceRow, selectDevices } from "../tokens-store.ts";
import { personInWorkspace } from "../views.ts";

/** Whoever has a token can send to its device with the app's key, so only its end is shown. */
function masked({ kind, token }: DeviceRow): string {
  const end = `••••${token.length >= 16 ? token.slice(-6) : ""}`;
  return kind === "web" && URL.canParse(token) ? `${new URL(token).host} ${end}` : end;
}

/** A person's devices that push messages were or are sent to; of a merged id those of the person it became. Throws `not_found`. */
export async function listDevices(ctx: Ctx, input: PersonId): Promise<PersonDevices> {
  authorise(ctx, "people.read");
  const person = await personInWorkspace(ctx, parse(personId, input).id);
  const rows = await selectDevices(ctx.db, ctx.workspaceId, person.id);
  return {
    items: rows.map((row) => ({
      id: `${row.kind}-${row.hash.slice(0, 16)}`,
      kind: row.kind,
      token: masked(row),
      firstSeen: row.createdAt.toISOString(),
      seenAt: row.seenAt.toISOString(),
      retiredAt: row.retiredAt?.toISOString() ?? null,
      retiredReason: row.retiredReason,
    })),
  };
}
