import { afterAll, beforeAll, expect, it } from "vitest";
import { campaignGround, goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { partnerServer } from "../../testing/partner-server.ts";
import { checkRecipient } from "../verbs/check-recipient.ts";
import { listCampaignRuns } from "../verbs/list-campaign-runs.ts";
import { releaseRun } from "../verbs/release-run.ts";

const database = testDatabase();
const partner = partnerServer();
beforeAll(() => partner.listen());
afterAll(() => partner.close());

it("a campaign that was published with what is refused as unknown by now is checked and released as it was", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(101, { plan: "gold" });
  const recurrence = {
    ...{ from: "2026-03-11", time: "09:00" },
    ...{ repeat: { every: "days", count: 1 }, ends: { kind: "never" } },
  };
  const draft = await ground.draft({
    who: { audience: { kind: "new", definition: goldOnly }, cap: { kind: "all", hold: 100 } },
    when: { past: { kind: "recurring", recurrence } },
  });
  await ground.publish(draft);
  // As an older Junction took it: what nothing reads stood beside what is read.
  await database.db.sql(
    `update campaigns set draft = jsonb_set(draft, '{who,audience,definition,operator}', '"or"')
     where workspace_id = $1::uuid and id = $2::uuid`,
    [ground.workspaceId, draft.id],
  );
  ground.clock.advance(21 * 3_600_000);
  await ground.work();
  const { now } = await checkRecipient(ground.ctx, { id: draft.id, person: "u-0" });
  expect(now.length).toBeGreaterThan(0);
  // The next date passes before somebody looks: it is planned anew.
  ground.clock.advance(51 * 3_600_000);
  await ground.work();
  const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
  await releaseRun(ground.ctx, { id: draft.id, runId: items[0]?.id ?? "" });
  await ground.work();
  expect(await ground.get(draft.id)).toMatchObject({ status: "AWAITING_NEXT_RUN", counts: { sent: 101 } });
});

it("a campaign that cannot be read any more waits, and holds up no other one whose time has come", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(3, { plan: "gold" });
  const at = (time: string) => ({ past: { kind: "later", at: `2026-03-11T${time}` } });
  const [broken, other] = [
    await ground.draft({ when: at("09:00") }),
    await ground.draft({ when: at("09:30") }),
  ];
  await ground.publish(broken);
  await ground.publish(other);
  await database.db.sql(
    `update campaign_versions set document = jsonb_set(document, '{who,cap}', '"of old"')
     where workspace_id = $1::uuid and campaign_id = $2::uuid`,
    [ground.workspaceId, broken.id],
  );
  ground.clock.advance(24 * 3_600_000);
  await ground.work();
  expect(await ground.get(other.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 3 } });
  expect((await ground.get(broken.id)).status).toBe("SCHEDULED");
});
