import { afterEach, expect, test } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { orderText } from "../../testing/order-text.ts";
import { type TriggerGround, triggerGround } from "../../testing/trigger-ground.ts";
import { describeTrigger } from "../verbs/describe-trigger.ts";
import { previewCampaign } from "../verbs/preview-campaign.ts";

const database = testDatabase();
let ground: TriggerGround;
afterEach(() => ground.close());

const item = "ExternalTrigger.productDetails[]";

test("the seed's example with loops: its keys, a schema, and a sample call that renders it whole", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const campaign = await ground.campaign({ text: orderText });
  const help = await describeTrigger(ground.ctx, { id: campaign.id });
  expect(help.keys.filter(({ path }) => path.includes(".pricingDetails[].")).map(({ path }) => path)).toEqual(
    [`${item}.pricingDetails[].name`, `${item}.pricingDetails[].value`],
  );
  expect(help.keys).toEqual(
    expect.arrayContaining(
      ["productName", "productID", "imageURL"].map((key) => ({ path: `${item}.${key}`, hasDefault: true })),
    ),
  );
  const { ExternalTrigger: payload } = help.sample as { ExternalTrigger: JsonObject };
  expect(payload).toEqual({
    productDetails: [
      {
        productName: "sample productName",
        productID: "sample productID",
        imageURL: "sample imageURL",
        pricingDetails: [{ name: "sample name", value: "sample value" }],
      },
    ],
  });
  const text = { type: "string" };
  const price = { type: "object", properties: { name: text, value: text } };
  expect(help.schema).toMatchObject({
    properties: {
      ExternalTrigger: {
        type: "object",
        properties: {
          productDetails: {
            type: "array",
            items: {
              type: "object",
              properties: { productName: text, pricingDetails: { type: "array", items: price } },
            },
          },
        },
      },
    },
  });
  const preview = await previewCampaign(ground.ctx, { id: campaign.id, payload });
  const shown = preview.texts.find(({ path }) => path === "body.fields.1.value");
  expect(shown).toMatchObject({ missing: [], stopped: null });
  expect(shown?.text).toContain(
    "Name: sample productName\nproductID: sample productID\nimageURL: sample imageURL",
  );
  expect(shown?.text).toContain("sample name : sample value");
  expect(shown?.text).not.toContain("default");
  expect(help.curl).toContain(`"campaign_id": "${campaign.number}"`);
  expect(help.curl).toContain(`X-CleverTap-Account-Id: ${ground.workspaceId}`);
});

test("the sample call of a campaign is taken, and what it brings is what its preview showed", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const campaign = await ground.campaign({ text: orderText });
  const { sample } = await describeTrigger(ground.ctx, { id: campaign.id });
  const { body } = await ground.call({ ...(sample as JsonObject), to: { identity: ["cust-0"] } });
  expect(body.status).toBe("success");
  await ground.work();
  const { ExternalTrigger: payload } = sample as { ExternalTrigger: JsonObject };
  const preview = await previewCampaign(ground.ctx, { id: campaign.id, person: "cust-0", payload });
  const shown = preview.texts.find(({ path }) => path === "body.fields.1.value");
  expect(ground.sent().map((one) => one.replaceAll("\r\n", "\n"))).toEqual([`cust-0: ${shown?.text}`]);
});

test("a campaign that is not triggered by calls has no such help", async () => {
  ground = await triggerGround(database.db);
  const { id } = await ground.draft({ channel: "segment" });
  await expect(describeTrigger(ground.ctx, { id })).rejects.toMatchObject({ code: "precondition" });
});
