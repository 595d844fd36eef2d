import { expect, it } from "vitest";
import {
  applyListImportStep,
  firstListStep,
  type ListStepFrom,
} from "../../segments/lists/verbs/apply-list-import-step.ts";
import { createList } from "../../segments/lists/verbs/create-list.ts";
import { importList } from "../../segments/lists/verbs/import-list.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { uploadOf } from "../../testing/import-ground.ts";
import { testPartner } from "../../testing/test-partner.ts";
import { listCampaignRuns } from "../verbs/list-campaign-runs.ts";
import { releaseRun } from "../verbs/release-run.ts";

const database = testDatabase();
const partner = testPartner();

/** More than one step of bringing a file into a list. */
const PEOPLE = 3_000;

it("a run waits for the file that is being brought into its list, and says so: it reached the part that was in", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(PEOPLE);
  const { id } = await createList(ground.ctx, { name: "Fair guests", description: "", labels: [] });
  const rows = Array.from({ length: PEOPLE }, (_, index) => `u-${index}`).join("\n");
  const made = await importList(
    ground.ctx,
    { id, column: "user_id", identifiedBy: "user_id", mode: "add", fileName: "fair.csv" },
    uploadOf(`user_id\n${rows}\n`),
  );
  const step = (from: ListStepFrom) => applyListImportStep(ground.system, { importId: made.id, from });
  const draft = await ground.draft({
    qualification: "list",
    who: { audience: { kind: "saved", segmentId: id }, cap: { kind: "all", hold: 100 } },
  });
  await ground.publish(draft);
  let from = await step(firstListStep);
  await ground.work();
  expect(await ground.get(draft.id)).toMatchObject({
    status: "RUNNING",
    waiting: 'It waits until the file that is changing the list "Fair guests" is done',
    counts: { qualified: 0 },
  });
  while (from) {
    from = await step(from);
  }
  ground.clock.advance(60_000);
  await ground.work();
  expect(await ground.get(draft.id)).toMatchObject({ status: "HELD", waiting: null });
  const [run] = (await listCampaignRuns(ground.ctx, { id: draft.id, limit: 1 })).items;
  expect(run).toMatchObject({ status: "HELD", waiting: null });
  await releaseRun(ground.ctx, { id: draft.id, runId: run?.id ?? "" });
  await ground.work();
  expect(await ground.get(draft.id)).toMatchObject({
    status: "COMPLETED",
    waiting: null,
    counts: { qualified: PEOPLE, sent: PEOPLE, waiting: 0 },
  });
});
