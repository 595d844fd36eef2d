import { audit } from "../../access/audit.ts";
import { firstConnection } from "../../integrations/first-connection.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { Fault } from "../../kernel/fault.ts";
import { sendPlainMail } from "../../partners/smtp/plain-mail.ts";
import { heldNotice } from "../engine/held-notice.ts";
import { heldCampaign } from "../notice-store.ts";

/**
 * Tells whoever made a campaign, by e-mail, that its safety limit holds a run. It needs a mail server among the
 * workspace's integrations; without one the history of the campaign says that nobody was told.
 */
export const heldNoticeJob = defineJob<{ workspaceId: string; runId: string }>({
  ...heldNotice,
  run: async (ctx, { runId }) => {
    const campaign = await heldCampaign(ctx.db, ctx.workspaceId, runId);
    if (!campaign) {
      // Somebody has decided about it meanwhile.
      return;
    }
    const say = (told: string) =>
      audit(ctx, {
        action: "campaign.heldNotice",
        object: { kind: "campaign", id: campaign.id, name: campaign.name },
        changes: { email: { from: null, to: told } },
      });
    if (!campaign.email) {
      return say("Nobody: who made it is no member with an e-mail address");
    }
    const server = await firstConnection(ctx, "smtp");
    if (!server) {
      return say("Nobody: no mail server is connected");
    }
    const answer = await sendPlainMail(server.access, {
      to: campaign.email,
      subject: `The campaign "${campaign.name.replace(/\s+/g, " ")}" is held`,
      messageId: `held-${runId}`,
      text: [
        `The campaign "${campaign.name}" did not go out: ${campaign.reason ?? "its safety limit was exceeded"}.`,
        "",
        "Look at who qualified, then release the run or cancel it:",
        `${ctx.url ?? ""}/campaigns/${campaign.id}`,
      ].join("\n"),
    });
    const refusal = answer.refusals?.[0];
    if (answer.verdict !== "accepted" || refusal?.again) {
      throw new Fault("unavailable", refusal?.reason ?? answer.message, { retry: "later" });
    }
    await say(refusal ? `${campaign.email}: ${refusal.reason}` : campaign.email);
  },
});
