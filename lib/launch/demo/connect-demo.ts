import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Ctx } from "../../context.ts";
import { type CreateExport, listExports as listSchema } from "../../exports/schema.ts";
import { createExport } from "../../exports/verbs/create-export.ts";
import { listExports } from "../../exports/verbs/list-exports.ts";
import { stopExport } from "../../exports/verbs/stop-export.ts";
import type { ConnectPartner } from "../../integrations/schema.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { listConnections } from "../../integrations/verbs/list-connections.ts";
import { testSettings } from "../../integrations/verbs/test-settings.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { Fault } from "../../kernel/fault.ts";
import { setSandboxFaults } from "../../sandbox/verbs/set-faults.ts";
import { setSandboxRule } from "../../sandbox/verbs/set-rule.ts";
import { makeAudiences } from "./make-audiences.ts";
import { makeCampaigns } from "./make-campaigns.ts";
import { makeJourneys } from "./make-journeys.ts";
import { makeSegments } from "./make-segments.ts";
import { makePastSizes } from "./past-sizes.ts";

const partner = "segment" as const;
const clevertap = {
  partner: "clevertap" as const,
  nickname: "Shop audiences",
  values: { accountId: "DEMO-SHOP-1", passcode: "demo-shop-passcode", region: "sandbox" },
};
const mail = {
  partner: "smtp" as const,
  nickname: "Shop mail",
  values: {
    server: "sandbox",
    user: "demo-shop",
    password: "demo-shop-mail",
    fromName: "Demo shop",
    fromAddress: "hello@shop.example",
  },
};
const bus = {
  partner: "eventbridge" as const,
  nickname: "Shop bus",
  values: {
    accountId: "111122223333",
    region: "sandbox",
    bus: "default",
    authentication: "key",
    accessKeyId: "AKIADEMOSHOP00000001",
    secretAccessKey: "demo-shop-secret-access-key-of-the-bus01",
  },
};

function values(writeKey: string): Record<string, string> {
  return { writeKey, region: "sandbox", userId: "user_id", anonymousId: "anonymous_id" };
}

function exportOf(connectionId: string, choice: Partial<CreateExport>): CreateExport {
  return {
    connectionId,
    dataType: "all",
    eventNames: [],
    identifierPriority: [],
    format: "JSON",
    frequency: "one_time",
    ...choice,
  };
}

/** Exports in every state, each really run against the sandbox; those that a killed earlier try made are not made again. */
async function makeExports(ctx: Ctx, production: string, staging: string): Promise<void> {
  const wanted = [
    exportOf(production, { dataType: "engagement", range: { kind: "last_7_days" } }),
    exportOf(production, { range: { kind: "last_7_days" } }),
    exportOf(production, {
      dataType: "selected",
      eventNames: ["Order Completed", "Checkout Started", "App Installed"],
      frequency: "recurring",
      everyHours: 4,
    }),
    exportOf(production, { dataType: "profiles", frequency: "recurring", everyHours: 24 }),
    exportOf(production, { frequency: "live" }),
    exportOf(production, { dataType: "all_system", frequency: "recurring", everyHours: 12 }),
    exportOf(staging, { dataType: "all_system", range: { kind: "yesterday" } }),
  ];
  const made = async () => (await listExports(ctx, listSchema.parse({ perPage: 40 }))).items;
  for (const one of wanted.slice((await made()).length)) {
    await createExport(ctx, one);
  }
  const toStop = (await made()).find(({ everyHours, status }) => everyHours === 12 && status !== "STOPPED");
  if (toStop) {
    await stopExport(ctx, { id: toStop.id });
  }
}

/** The connection by this nickname, made when a killed earlier try has not made it yet. */
async function connected(ctx: Ctx, wanted: ConnectPartner): Promise<string> {
  const { items } = await listConnections(ctx, {
    partner: wanted.partner,
    search: wanted.nickname,
    limit: 1,
  });
  const connection = items[0] ?? (await connectPartner(ctx, wanted));
  return connection.id;
}

/** The sandbox hears of faults within a second. Throws, for the job to be tried again, when it has not after four. */
async function untilRefused(ctx: Ctx, writeKey: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { ok } = await testSettings(ctx, { partner, values: values(writeKey) });
    if (!ok) {
      return;
    }
    await sleep(200);
  }
  throw new Fault("unavailable", "The sandbox still accepts the key that it was told to refuse.", {
    retry: "later",
  });
}

/** Connects the demo shop to the sandbox and gives it exports, segments, campaigns, audiences and journeys; waits (by being tried again) until the sandbox is up. */
export const connectDemo = defineJob({
  name: "demo.connect",
  payload: z.object({ workspaceId: z.uuid(), shopAt: z.iso.datetime() }),
  retry: { maxAttempts: 10 },
  run: async (ctx, { shopAt }) => {
    const demo: Ctx = { ...ctx, actor: { kind: "system", name: "Demo shop" } };
    const answer = await testSettings(demo, { partner, values: values("demo-shop-production") });
    if (!answer.ok) {
      throw new Fault("unavailable", `The sandbox is not there yet: ${answer.message}`, { retry: "later" });
    }
    const segment = (nickname: string, key: string) =>
      connected(demo, { partner, nickname, values: values(key) });
    const production = await segment("Shop production", "demo-shop-production");
    const staging = await segment("Shop staging", "demo-shop-staging");
    const clevertapId = await connected(demo, clevertap);
    // Its key is then revoked at the partner, so that a refused export can be looked at too.
    await setSandboxFaults(demo, { id: staging, faults: { status: 401 } });
    await untilRefused(demo, "demo-shop-staging");
    await makeExports(demo, production, staging);
    await makeSegments(demo);
    await makePastSizes(demo);
    await makeCampaigns(demo, { segment: production, smtp: await connected(demo, mail) });
    const { carts } = await makeAudiences(demo, { shopAt: new Date(shopAt).getTime(), clevertapId });
    const busId = await connected(demo, bus);
    // From here on what journeys put on the bus reaches the audience.
    await setSandboxRule(demo, { id: busId, audienceId: carts.id });
    await makeJourneys(demo, { segment: production, bus: busId, cartsToken: carts.token ?? "" });
  },
});
