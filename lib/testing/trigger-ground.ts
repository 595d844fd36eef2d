import type { CampaignView } from "../campaigns/schema.ts";
import { stopCampaign } from "../campaigns/verbs/stop-campaign.ts";
import type { Db } from "../db/client.ts";
import type { JsonObject } from "../kernel/json.ts";
import { campaignGround } from "./campaign-ground.ts";
import { type TriggerCaller, triggerCaller, webhookCatcher } from "./trigger-caller.ts";

/** A workspace with an External Trigger campaign to a webhook of the test's own, and somebody who calls. */
export async function triggerGround(db: Db, options: { now?: string; atOnce?: number } = {}) {
  const ground = await campaignGround(db, { url: "http://127.0.0.1:1" }, options);
  const catcher = await webhookCatcher();
  const call: TriggerCaller = await triggerCaller(ground.ctx, options);
  const campaign = async (given: { text?: string; who?: JsonObject; when?: JsonObject } = {}) => {
    const draft: CampaignView = await ground.draft({
      channel: "webhook",
      qualification: "external",
      who: { audience: null, ...given.who },
      when: given.when,
      content: {
        url: `${catcher.url}/orders`,
        body: {
          kind: "form",
          fields: [
            { key: "to", value: '{{ Profile.Identity | default: "-" }}' },
            { key: "text", value: given.text ?? '{{ ExternalTrigger.OrderId | default: "none" }}' },
          ],
        },
      },
    });
    return ground.publish(draft);
  };
  return {
    ...ground,
    call,
    campaign,
    stop: ({ id }: CampaignView) => stopCampaign(ground.ctx, { id }),
    close: catcher.close,
    /** What webhooks brought so far: whom to, and the text. */
    sent: () =>
      catcher.bodies
        .map((body) => Object.fromEntries(new URLSearchParams(body)))
        .map(({ to, text }) => `${to}: ${text}`)
        .sort(),
    calls: () =>
      db.prisma.triggerCall.findMany({ where: { workspaceId: ground.workspaceId }, orderBy: { id: "asc" } }),
    waiting: () => db.prisma.campaignPending.count({ where: { workspaceId: ground.workspaceId } }),
  };
}
export type TriggerGround = Awaited<ReturnType<typeof triggerGround>>;
