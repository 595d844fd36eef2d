import { expect, it } from "vitest";
import { testMember } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { testPartner } from "../../testing/test-partner.ts";
import { createJourney } from "../verbs/create-journey.ts";
import { updateJourney } from "../verbs/update-journey.ts";

const database = testDatabase();
const partner = testPartner();

it("a save that comes too late is told who saved before it", async () => {
  const ground = await journeyGround(database.db, partner);
  const { id, revision } = await createJourney(ground.ctx, {});
  const mara = await testMember(ground.ctx, "marketer", { name: "Mara" });
  const ben = await testMember(ground.ctx, "marketer", { name: "Ben" });
  await updateJourney(mara, { id, revision, name: "Hers" });
  await expect(updateJourney(ben, { id, revision, name: "His" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(
      /^Mara changed this journey on \d+ \w+ 2026, \d\d:\d\d \(.+\), after it was loaded here\.$/,
    ),
  });
});
