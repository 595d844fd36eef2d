import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type ChannelId, channelKitOf } from "../../channels/catalog.ts";
import { contentProblems } from "../../channels/content-problems.ts";
import type { Ctx } from "../../context.ts";
import { packedTexts } from "../../delivery/packed-texts.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { retireTokens } from "../../people/tokens.ts";
import { TEST_REFERENCE } from "../../tracking/origin.ts";
import type { CampaignDocument, CampaignDraft } from "../document.ts";
import { draftOccasion, draftRecipient } from "../draft-message.ts";
import { carrierOf } from "../engine/carrier.ts";
import { findPeople } from "../find-people.ts";
import { secretProblems } from "../problems.ts";
import { testSend as schema, type TestSend, type TestSendResult } from "../schema.ts";
import { templateObjectsOf } from "../template-objects.ts";
import { campaignInWorkspace } from "../views.ts";

/**
 * Sends the draft's message to chosen people now, whatever it says of its recipients, and tells of each what the other
 * side said. No verdict is kept and no event raised, also when they open it. Throws `invalid` for a content that cannot be sent.
 */
export async function testCampaign(ctx: Ctx, input: TestSend): Promise<TestSendResult> {
  authorise(ctx, "campaigns.write");
  authorise(ctx, "people.read");
  const { id, people, event, payload } = parse(schema, input);
  const campaign = await campaignInWorkspace(ctx, id);
  const draft = campaign.draft as CampaignDraft;
  const kit = channelKitOf(campaign.channel);
  const problems = [
    ...contentProblems(kit, draft.what.content, templateObjectsOf(draft)),
    ...secretProblems(kit, campaign),
  ];
  const [first] = problems;
  if (first) {
    throw new Fault("invalid", `${first.path}: ${first.message}`, { problems });
  }
  const carrier = await carrierOf(ctx, {
    campaignId: id,
    channel: kit.id as ChannelId,
    reference: TEST_REFERENCE,
    document: { what: { connections: {}, ...draft.what } } as unknown as CampaignDocument,
    secrets: campaign.secrets,
  });
  if ("refused" in carrier) {
    throw new Fault("precondition", `${carrier.refused}. Choose the account that carries it.`);
  }
  const found = await findPeople(
    ctx,
    people.map((text) => text.trim()),
  );
  const results: TestSendResult["results"] = [];
  for (const asked of people) {
    const person = found.get(asked.trim());
    const say = (code: string | null, reason: string | null) =>
      results.push({ person: asked, ok: code === null, code, reason });
    if (!person) {
      say("unknown_person", "Nobody is known by this.");
      continue;
    }
    const recipient = await draftRecipient(ctx, campaign, person);
    const occasion = await draftOccasion(ctx, campaign, person, { event, payload });
    const unreachable = carrier.channel.unreachable(recipient);
    const composed = carrier.channel.compose(recipient, occasion);
    const skipped = unreachable ?? composed.skipped;
    if (skipped || !composed.message) {
      say(skipped?.code ?? "invalid", skipped?.reason ?? "No message was made.");
      continue;
    }
    const { text, bytes, problem } = carrier.channel.lane.encode(composed.message, recipient);
    if (problem) {
      say(problem.code, problem.reason);
      continue;
    }
    const texts = packedTexts(carrier.channel.lane.limits.batchBytes);
    texts.add(text, bytes);
    const answer = await carrier.channel.lane.send(texts.pick([0]), carrier.credentials.access());
    await retireTokens(ctx.db, ctx.workspaceId, answer.retired ?? [], ctx.clock.now());
    const refusal = answer.refusals?.[0];
    const taken = answer.verdict === "accepted" && !refusal;
    say(
      taken ? null : (refusal?.code ?? `partner_${answer.httpStatus ?? "none"}`),
      taken ? null : (refusal?.reason ?? answer.message),
    );
  }
  await audit(ctx, {
    action: "campaign.tested",
    object: { kind: "campaign", id, name: campaign.name },
    changes: { sent: { from: null, to: `${results.filter(({ ok }) => ok).length} of ${results.length}` } },
  });
  return { results };
}
