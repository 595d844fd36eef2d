import { authorise } from "../../access/authorise.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { checkTemplate } from "../../templates/template.ts";
import type { CampaignDraft } from "../document.ts";
import { samplePayload } from "../external/sample-payload.ts";
import { type CampaignOf, campaignOf, type TriggerHelp } from "../schema.ts";
import { templateObjectsOf } from "../template-objects.ts";
import { campaignInWorkspace } from "../views.ts";

/** How servers call an External Trigger campaign: the keys its texts use, a schema, and a call to paste. Throws `precondition` for another one. */
export async function describeTrigger(ctx: Ctx, input: CampaignOf): Promise<TriggerHelp> {
  authorise(ctx, "campaigns.read");
  const { id } = parse(campaignOf, input);
  const campaign = await campaignInWorkspace(ctx, id);
  const draft = campaign.draft as CampaignDraft;
  if (draft.qualification !== "external") {
    throw new Fault("precondition", "This campaign is not triggered by calls.");
  }
  const kit = channelKitOf(campaign.channel);
  const spots = kit.draft.safeParse(draft.what.content).success ? kit.templates(draft.what.content) : [];
  const objects = templateObjectsOf(draft);
  const variables = spots
    .flatMap(({ text, context }) => checkTemplate(text, context, objects).variables)
    .filter(({ object }) => object === "ExternalTrigger");
  const keys = new Map<string, boolean>();
  for (const { path, hasDefault } of variables) {
    keys.set(path, hasDefault && (keys.get(path) ?? true));
  }
  const { sample, schema } = samplePayload(variables);
  const body = {
    to: { identity: ["cust-1001"] },
    campaign_id: campaign.number === null ? "the Campaign ID, once it is published" : String(campaign.number),
    ExternalTrigger: sample,
  };
  const curl = [
    'curl -X POST "$JUNCTION_URL/1/send/externaltrigger.json"',
    `-H 'X-CleverTap-Account-Id: ${ctx.workspaceId}'`,
    '-H "X-CleverTap-Passcode: $JUNCTION_API_KEY"',
    "-H 'Content-Type: application/json'",
    `-d '${JSON.stringify(body, null, 2).replaceAll("'", `'\\''`)}'`,
  ].join(" \\\n  ");
  return {
    keys: [...keys].map(([path, hasDefault]) => ({ path, hasDefault })),
    schema: {
      type: "object",
      required: ["to", "campaign_id"],
      properties: {
        to: {
          type: "object",
          description: "At least one list that is not empty; 1,000 people in all at most",
          properties: Object.fromEntries(
            ["identity", "email", "objectId"].map((key) => [
              key,
              { type: "array", items: { type: "string" } },
            ]),
          ),
        },
        campaign_id: { type: "string" },
        ExternalTrigger: schema,
      },
    },
    sample: body,
    curl,
  };
}
