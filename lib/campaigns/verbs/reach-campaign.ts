import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { OpenChannel } from "../../channels/channel.ts";
import type { Ctx } from "../../context.ts";
import { sharesOf } from "../../control-groups/shares.ts";
import { askMany } from "../../db/ask-many.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import type { IdentifierKind } from "../../partners/kit.ts";
import { deviceTokenKinds } from "../../people/device-token-kinds.ts";
import { definition as definitionSchema, reachWays } from "../../segments/definition.ts";
import { referredSegments } from "../../segments/references.ts";
import { scopeWith } from "../../segments/scope.ts";
import { definitionPeople } from "../../segments/sql/definition-sql.ts";
import { definitionOfAudience } from "../audience.ts";
import { type CampaignDraft, runsByItself, who as whoSchema } from "../document.ts";
import { openDraft } from "../draft-message.ts";
import { reachedSql } from "../engine/qualify-store.ts";
import { unsubscribedSql } from "../engine/unsubscribed.ts";
import { countReach } from "../reach-store.ts";
import { type CampaignReach, reachOfCampaign as schema } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

/** So long somebody who builds may wait. */
const TIMEOUT_MS = 60_000;

/** By what the channel reaches people, as the draft stands; everybody where it cannot be told yet. */
async function reachedBy(
  ctx: Ctx,
  channel: string,
  draft: CampaignDraft,
): Promise<Pick<OpenChannel, "reachedBy" | "reachedOn">> {
  const kinds: IdentifierKind[] | null =
    channel === "segment" ? ["user_id", "anonymous_id"] : channel === "email" ? ["email"] : null;
  return (
    (await openDraft(ctx, channel, draft)) ?? {
      reachedBy: kinds,
      ...(channel === "push" && { reachedOn: deviceTokenKinds }),
    }
  );
}

/**
 * How many qualify at this moment, can be reached by the campaign's channel, are held back and would get it. Exact.
 * Throws `invalid` where the draft does not yet say who is meant, `unavailable` when counting takes too long.
 */
export async function reachCampaign(ctx: Ctx, input: z.output<typeof schema>): Promise<CampaignReach> {
  authorise(ctx, "campaigns.read");
  const { id } = parse(schema, input);
  const { channel, draft: kept } = await campaignInWorkspace(ctx, id);
  const draft = kept as CampaignDraft;
  const way = reachWays.find((each) => each === channel) ?? null;
  const asked = parse(
    whoSchema.pick({ audience: true, controlGroups: true, cap: true, filter: true }),
    draft.who,
  );
  const batch = runsByItself(draft);
  const definition = batch
    ? asked.audience && definitionOfAudience(asked.audience)
    : definitionSchema.nullable().parse(asked.filter);
  if (!definition) {
    if (batch) {
      throw new Fault("invalid", "who.audience: Choose who gets it", {
        problems: [{ path: "who.audience", field: "audience", message: "Choose who gets it" }],
      });
    }
    return { qualify: null, reachable: null, control: null, gets: null, of: 0, way, exceeds: false };
  }
  const { system, custom, percent } = asked.controlGroups;
  const shares = (await sharesOf(ctx, { system, custom })).map(({ salt, percent: share }) => ({
    salt,
    percent: share,
  }));
  const scope = await scopeWith(ctx, await referredSegments(ctx, definition));
  const query = { meant: definitionPeople(definition, scope), scope };
  const found = await askMany(ctx.db, { timeoutMs: TIMEOUT_MS, gone: ctx.gone }, async (client) =>
    countReach(client, query, {
      reached: reachedSql(await reachedBy(ctx, channel, draft)),
      unsubscribed: unsubscribedSql(channel as Parameters<typeof unsubscribedSql>[0]),
      shares: percent === null ? shares : [...shares, { salt: id, percent }],
    }),
  );
  const { cap } = asked;
  const most = cap.kind === "all" ? Number.POSITIVE_INFINITY : cap.people;
  return {
    ...found,
    gets: batch ? Math.min(found.reachable - found.control, most) : null,
    way,
    exceeds: cap.kind === "all" && cap.hold !== null && found.qualify > cap.hold,
  };
}
