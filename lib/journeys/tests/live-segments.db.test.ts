import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { draw, track } from "../templates/draw.ts";

const database = testDatabase();
const partner = testPartner();

it("a live segment sees a property that a journey sets, also where a call changes another one right before or after", async () => {
  const ground = await journeyGround(database.db, partner);
  const silver = { kind: "property", path: ["tier"], test: { type: "text", op: "equals", value: "silver" } };
  const { id } = await ground.make("live", { groups: [{ conditions: [silver] }] });
  await ground.refresh();
  await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        {
          id: "set",
          kind: "profile_update",
          settings: { updates: [{ property: "tier", how: "set", value: "silver" }] },
        },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "set"],
        ["set", "updated", "out"],
      ],
    ),
  );
  const moves = (userId: string) => ({ type: "identify", userId, traits: { city: "Oslo" } });
  const people = ["ada", "ben", "cleo"];
  await ground.batch(...people.map((userId) => ({ type: "identify", userId, traits: { city: "Bergen" } })));
  await ground.follow();

  await ground.batch(moves("ada"));
  await ground.happens(...people.map((userId) => did(userId, "In")));
  await ground.batch(moves("ben"));
  await ground.follow();
  expect(await ground.members(id)).toEqual(people);
});
