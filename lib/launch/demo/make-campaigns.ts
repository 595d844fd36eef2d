import { blankCampaign } from "../../campaigns/blank.ts";
import type { CampaignDraft } from "../../campaigns/document.ts";
import { listCampaigns as listSchema } from "../../campaigns/schema.ts";
import { createCampaign } from "../../campaigns/verbs/create-campaign.ts";
import { getCampaign } from "../../campaigns/verbs/get-campaign.ts";
import { listCampaigns } from "../../campaigns/verbs/list-campaigns.ts";
import { publishCampaign } from "../../campaigns/verbs/publish-campaign.ts";
import { updateCampaign } from "../../campaigns/verbs/update-campaign.ts";
import { type ChannelId, channelKits } from "../../channels/catalog.ts";
import type { Qualification } from "../../channels/kit.ts";
import type { Ctx } from "../../context.ts";
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import { listSegments } from "../../segments/verbs/list-segments.ts";

type Wanted = {
  name: string;
  labels: string[];
  channel: ChannelId;
  qualification: Qualification;
  content: JsonObject;
  change(blank: CampaignDraft): CampaignDraft;
};

const orders = [{ type: "track" as const, name: "Order Completed" }];
const goal: CampaignDraft["goal"] = {
  ...{ events: orders, where: [], within: { count: 7, unit: "days" } },
  revenue: ["revenue"],
};
const greeting = 'Hi {{ Profile.name | default: "there" }}';

const orderMail = `<p>${greeting},</p>
<p>thank you for your order {{ ExternalTrigger.orderId }}. We pack it now.</p>
<table>
{% for product in ExternalTrigger.products %}
  <tr><td>{{ product.name }}</td><td>{{ product.price }}</td></tr>
{% endfor %}
</table>`;

const cartMail = `<p>${greeting},</p>
<p>what you chose is still in your cart. <a href="https://shop.example/cart">Go on where you left</a></p>`;

const weeklyMail = `<p>${greeting},</p>
<p>new this week: <a href="https://shop.example/new">see what has come in</a></p>`;

/** One campaign of each way to qualify; those by e-mail go to the sandbox's mailboxes, as nothing of a demo goes anywhere else. */
const campaigns = (gold: string, regular: string): Wanted[] => [
  {
    name: "Early access for gold members",
    labels: ["loyalty"],
    channel: "segment",
    qualification: "past",
    content: {
      event: "Early Access Offered",
      keyValues: [
        { key: "greeting", value: greeting },
        { key: "code", value: "GOLD-FIRST" },
      ],
    },
    change: (blank) => ({
      ...blank,
      goal,
      who: {
        ...blank.who,
        audience: { kind: "saved", segmentId: gold },
        controlGroups: { system: true, custom: [], percent: 10 },
      },
    }),
  },
  {
    name: "Order confirmation",
    labels: ["orders"],
    channel: "email",
    qualification: "external",
    content: { subject: "Your order {{ ExternalTrigger.orderId }}", html: orderMail },
    change: (blank) => ({ ...blank, what: { ...blank.what, missing: "default" } }),
  },
  {
    name: "Half an hour in the cart",
    labels: ["cart"],
    channel: "email",
    qualification: "live",
    content: { subject: "Your cart waits for you", html: cartMail },
    change: (blank) => ({
      ...blank,
      goal,
      who: {
        ...blank.who,
        trigger: {
          kind: "inaction",
          did: { events: [{ type: "track", name: "Checkout Started" }], where: [] },
          didNot: { events: orders, where: [] },
          within: { count: 30, unit: "minutes" },
          same: null,
        },
      },
      when: { ...blank.when, frequency: { kind: "interval", minutes: 1_440 } },
    }),
  },
  {
    name: "New this week",
    labels: ["news"],
    channel: "email",
    qualification: "past",
    content: { subject: "New this week", html: weeklyMail },
    change: (blank) => ({
      ...blank,
      who: { ...blank.who, audience: { kind: "saved", segmentId: regular } },
      when: {
        ...blank.when,
        past: {
          kind: "recurring",
          recurrence: {
            from: "2026-01-05",
            time: "09:00",
            repeat: { every: "weeks", count: 1, weekdays: [1] },
            ends: { kind: "never" },
          },
        },
      },
    }),
  },
];

async function segmentCalled(ctx: Ctx, name: string): Promise<string> {
  const { items } = await listSegments(ctx, { search: name, state: "active", limit: 10 });
  const found = items.find((each) => each.name === name);
  if (!found) {
    throw new Error(`The demo has no segment "${name}" yet.`);
  }
  return found.id;
}

/** Gives the demo shop campaigns that ran, run and will run. Begun again, it makes what is missing and nothing twice. */
export async function makeCampaigns(ctx: Ctx, connections: { segment: string; smtp: string }): Promise<void> {
  const gold = await segmentCalled(ctx, "Gold members");
  const regular = await segmentCalled(ctx, "Regular customers");
  for (const wanted of campaigns(gold, regular)) {
    const { channel, qualification, name, labels } = wanted;
    const { items } = await listCampaigns(ctx, listSchema.parse({ search: name }));
    const found = items.find((each) => each.name === name);
    if (found && found.status !== "DRAFT") {
      continue;
    }
    const { id, version } = found
      ? await getCampaign(ctx, { id: found.id })
      : await createCampaign(ctx, { channel, qualification, name });
    const blank = blankCampaign(channelKits[channel], qualification);
    const connection = channel === "segment" ? "segment" : "smtp";
    const own = isJsonObject(blank.what.content) ? blank.what.content : {};
    const what = {
      ...blank.what,
      connections: { [connection]: connections[connection] },
      content: { ...own, ...wanted.content },
    };
    const draft = wanted.change({ ...blank, what });
    const saved = await updateCampaign(ctx, { id, version, labels, draft });
    await publishCampaign(ctx, { id, version: saved.version });
  }
}
