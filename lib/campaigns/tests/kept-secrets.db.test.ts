import { expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { createCampaign } from "../verbs/create-campaign.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();

test("a webhook's secrets stay with the host that they were entered for: another one asks for them again", async () => {
  const ctx = await testCtx(database.db);
  const { id, draft } = await createCampaign(ctx, { channel: "webhook", qualification: "past" });
  const headers = [{ name: "X-Api-Key", value: "", isSecret: true }];
  const at = (url: string) => ({
    draft: {
      ...draft,
      what: { ...draft.what, content: { ...(draft.what.content as object), url, headers } },
    },
  });
  const key = "header x-api-key";
  let version = 1;
  const save = async (change: object) => {
    const view = await updateCampaign(ctx, { id, version, ...change });
    version = view.version;
    return view.secrets;
  };
  expect(await save({ secrets: { [key]: "planted" } })).toEqual([key]);
  // Entered before there was an address: the first one has it.
  expect(await save(at("https://hooks.shop.example/a"))).toEqual([key]);
  expect(await save(at("https://hooks.shop.example/b?plan={{ Profile.Plan }}"))).toEqual([key]);
  expect(await save(at("https://elsewhere.example/b"))).toEqual([]);
  expect(await save({ ...at("https://hooks.shop.example/a"), secrets: { [key]: "again" } })).toEqual([key]);
  // Nor by way of no address at all.
  expect(await save(at(""))).toEqual([]);
  const entries = await database.db.prisma.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, action: "campaign.changed" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ changes }) => (changes as Record<string, unknown>).secrets)).toEqual([
    { from: null, to: [key] },
    { from: [key], to: null },
    { from: null, to: [key] },
    { from: [key], to: null },
  ]);
});
