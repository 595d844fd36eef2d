import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import { type Membership, membershipsOf } from "../../audiences/memberships.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { identifierKind } from "../../people/schema.ts";
import { getPerson } from "../../people/verbs/get-person.ts";
import { personState } from "../person-state.ts";
import { type PersonTransferRow, transfersOfIdentities } from "../person-store.ts";
import {
  type ListAudiencesOfPerson,
  type PersonAudience,
  type PersonAudiencePage,
  listAudiencesOfPerson as schema,
} from "../schema.ts";

const position = z.object({ before: z.uuid() });

function sentTo({ present }: Membership, rows: PersonTransferRow[]): PersonAudience["sentTo"] {
  return rows.flatMap((row) => {
    const state = personState({
      isMember: present,
      held: row.isKnown ? { value: row.holds, refused: row.refused } : undefined,
      isActive: row.status === "PENDING" || row.status === "RUNNING",
    });
    return state === null
      ? []
      : [
          {
            transferId: row.transferId,
            partner: row.partner,
            partnerName: partnerKit(row.partner).name,
            nickname: row.nickname,
            state,
            code: state === "refused" ? row.code : null,
            reason: state === "refused" ? row.reason : null,
            at: row.at?.toISOString() ?? null,
          },
        ];
  });
}

/**
 * The audiences that a person is or was in under any of their identifiers, newest audience first, and where each is sent
 * with what became of the person there. A page may be empty and not the last where there are very many audiences. Throws
 * `not_found`.
 */
export async function listAudiencesOfPerson(
  ctx: Ctx,
  input: ListAudiencesOfPerson,
): Promise<PersonAudiencePage> {
  authorise(ctx, "audiences.read");
  const { id, cursor, limit } = parse(schema, input);
  const person = await getPerson(ctx, { id });
  const before = cursor === undefined ? null : decodeCursor(position, cursor).before;
  const { memberships, next } = await membershipsOf(ctx, person, { before, limit });
  const rows = await transfersOfIdentities(ctx.db, ctx.workspaceId, memberships);
  const key = (of: { audienceId: string; identity: string }) => `${of.audienceId}/${of.identity}`;
  const byUser = new Map<string, PersonTransferRow[]>();
  for (const row of rows) {
    byUser.set(key(row), [...(byUser.get(key(row)) ?? []), row]);
  }
  return {
    items: memberships.map((one): PersonAudience => {
      const since = one.present ? one.joinedAt : (one.deletedAt ?? one.joinedAt);
      return {
        audienceId: one.audienceId,
        audienceName: one.audienceName,
        origin: one.origin,
        identifier: identifierKind.parse(one.kind),
        identity: one.identity,
        isMember: one.present,
        since: since.toISOString(),
        sentTo: sentTo(one, byUser.get(key(one)) ?? []),
      };
    }),
    nextCursor: next === null ? null : encodeCursor({ before: next }),
  };
}
