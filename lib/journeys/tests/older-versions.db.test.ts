import { expect, it } from "vitest";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { did, sentEvents, testPartner } from "../../testing/test-partner.ts";
import { checkJourneyPerson } from "../seeing/check-person.ts";
import { draw, track } from "../templates/draw.ts";
import { publishJourney } from "../verbs/publish-journey.ts";
import { restoreVersion } from "../verbs/restore-version.ts";

const database = testDatabase();
const partner = testPartner();

it("a version that was published with what is refused as unknown by now goes on as it did, and can be made the draft", async () => {
  const ground = await journeyGround(database.db, partner);
  await ground.people(1, { plan: "gold" });
  const journey = await ground.draft(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("Cart") } },
        { id: "gold", kind: "past_behaviour", settings: { people: { kind: "new", definition: goldOnly } } },
        { id: "say", kind: "send_segment", settings: ground.toSegment("Gold") },
      ],
      [
        ["in", "yes", "gold"],
        ["gold", "yes", "say"],
      ],
    ),
  );
  const { id } = await ground.publish(journey);
  // As an older Junction took it: what nothing reads stood beside what is read.
  await database.db.sql(
    `update journey_versions set document = jsonb_set(jsonb_set(document,
       '{nodes,1,settings,people,definition,operator}', '"or"'), '{nodes,0,settings,did,events,0,label}', '"Cart"')
     where workspace_id = $1::uuid and journey_id = $2::uuid`,
    [ground.ctx.workspaceId, id],
  );
  await ground.happens(did("u-0", "Cart"));
  expect(sentEvents(partner)).toEqual(["u-0 Gold"]);
  const checked = await checkJourneyPerson(ground.ctx, { id, person: "u-0" });
  expect(checked.now.map(({ check }) => check)).toContain("Event");

  const { revision } = await ground.view(id);
  const restored = await restoreVersion(ground.ctx, { id, number: 1, revision });
  expect(restored.problems).toEqual([]);
  const again = { revision: restored.revision, note: "", people: "finish" as const, moves: [] };
  expect(await publishJourney(ground.ctx, { id, ...again })).toMatchObject({ version: 2 });
});
