import { expect, it } from "vitest";
import { testMember } from "../../testing/actors.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { testPartner } from "../../testing/test-partner.ts";
import { publishCampaign } from "../verbs/publish-campaign.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();
const partner = testPartner();

it("a save that comes too late is told who saved before it, and when on the workspace's clocks", async () => {
  const ground = await campaignGround(database.db, partner, { timeZone: "Asia/Kolkata" });
  const { id, version } = await ground.draft();
  const mara = await testMember(ground.ctx, "marketer", { name: "Mara" });
  const ben = await testMember(ground.ctx, "marketer", { name: "Ben" });
  ground.clock.advance(60_000);
  await updateCampaign(mara, { id, version, name: "Hers" });
  ground.clock.advance(60_000);
  const conflict = (message: string) => ({ code: "conflict", message });
  await expect(updateCampaign(ben, { id, version, name: "His" })).rejects.toMatchObject(
    conflict("Mara changed this campaign on 10 Mar 2026, 17:31 (Asia/Kolkata), after it was loaded here."),
  );
  await expect(publishCampaign(ben, { id, version })).rejects.toMatchObject({
    message: expect.stringMatching(/^Mara changed this campaign on /),
  });
  await expect(updateCampaign(mara, { id, version, name: "Again" })).rejects.toMatchObject({
    message: expect.stringMatching(/^You changed this campaign in another window on /),
  });
  // Kept by an older version of Junction, which did not note it.
  await database.db.prisma.campaign.updateMany({ where: { id }, data: { editedBy: null } });
  await expect(updateCampaign(ben, { id, version, name: "His" })).rejects.toMatchObject(
    conflict("Somebody else changed this campaign after it was loaded here."),
  );
  expect(await ground.get(id)).toMatchObject({ name: "Hers" });
});
