import { authorise } from "../../access/authorise.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import { previewTexts } from "../../channels/preview-texts.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import type { CampaignDraft } from "../document.ts";
import { draftOccasion, draftRecipient, openDraft } from "../draft-message.ts";
import { findPerson, personViewOf } from "../find-people.ts";
import { someKnownPerson } from "../person-store.ts";
import { type CampaignPreview, type PreviewCampaign, previewCampaign as schema } from "../schema.ts";
import { templateObjectsOf } from "../template-objects.ts";
import { campaignInWorkspace } from "../views.ts";

/** What would leave, where the content is complete; else why nothing would. */
async function wholeMessage(
  ctx: Ctx,
  given: {
    channel: string;
    draft: CampaignDraft;
    recipient: Awaited<ReturnType<typeof draftRecipient>>;
    occasion: Awaited<ReturnType<typeof draftOccasion>>;
  },
): Promise<Pick<CampaignPreview, "skipped" | "message">> {
  const { channel, draft, recipient, occasion } = given;
  const open = await openDraft(ctx, channel, draft);
  if (!open) {
    return { skipped: null, message: null };
  }
  const composed = open.compose(recipient, occasion);
  const tooLarge = composed.message && open.lane.encode(composed.message, recipient).problem;
  return {
    skipped: composed.skipped ?? open.unreachable(recipient) ?? tooLarge ?? null,
    message: (composed.message as Json | undefined) ?? null,
  };
}

/** The message as one person would get it, text by text, and what is missing in each. Nothing is sent. */
export async function previewCampaign(ctx: Ctx, input: PreviewCampaign): Promise<CampaignPreview> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { id, person: asked, event, payload } = parse(schema, input);
  const campaign = await campaignInWorkspace(ctx, id);
  const draft = campaign.draft as CampaignDraft;
  const kit = channelKitOf(campaign.channel);
  const person = asked ? await findPerson(ctx, asked) : await someKnownPerson(ctx.db, ctx.workspaceId);
  if (asked && !person) {
    throw new Fault("not_found", `Nobody is known by "${asked}".`, {
      problems: [{ path: "person", field: "person", message: "Nobody is known by this" }],
    });
  }
  const occasion = await draftOccasion(ctx, campaign, person, { event, payload });
  const recipient = await draftRecipient(ctx, campaign, person);
  const spots = kit.draft.safeParse(draft.what.content).success ? kit.templates(draft.what.content) : [];
  const objects = templateObjectsOf(draft);
  const { ids, properties } = recipient;
  const variables = {
    ...occasion.variables,
    Profile: properties,
    identifiers: { Identity: ids.user_id, Email: ids.email, Phone: ids.phone },
  };
  const made = previewTexts(spots, objects, variables, occasion.options);
  return {
    person: person && personViewOf(person),
    texts: made.texts,
    ...(await wholeMessage(ctx, { channel: campaign.channel, draft, recipient, occasion })),
    variables: made.variables,
  };
}
