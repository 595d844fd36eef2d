import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { type CampaignGround, campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { previewCampaign } from "../verbs/preview-campaign.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();
const partner = testPartner();

/** Whoever viewed a product and did not buy that same one. */
const leftBehind = {
  groups: [
    {
      conditions: [
        { kind: "did", events: [{ name: "Viewed" }], not: false },
        { kind: "did", events: [{ name: "Bought" }], not: true },
      ],
      constant: { path: ["product"] },
    },
  ],
};
const text = (value: string) => ({ keyValues: [{ key: "left", value }] });
const list = "{% for product in ConstantEventProperty %}{{ product }};{% endfor %}";
const fresh = { audience: { kind: "new", definition: leftBehind } };

/** Events some time apart, the first one first. */
async function doneInTurn(ground: CampaignGround, ...calls: JsonObject[]): Promise<void> {
  for (const call of calls) {
    await ground.batch(call);
    ground.clock.advance(60_000);
  }
}
const viewed = (user: string, ...products: string[]) =>
  products.map((product) => did(user, "Viewed", { product }));
const leftOf = (user: string) =>
  [...partner.messages.values()].flatMap(({ message }) =>
    message.userId === user ? [message.properties?.left] : [],
  );

describe("a past-behaviour campaign that holds an event property constant", () => {
  it("knows the values that somebody qualified by, the newest first", async () => {
    const ground = await campaignGround(database.db, partner);
    await doneInTurn(
      ground,
      ...viewed("ada", "shoe", "hat", "sock", "shoe"),
      did("ada", "Bought", { product: "hat" }),
      ...viewed("ben", "scarf"),
      did("ben", "Bought", { product: "scarf" }),
      did("cleo", "Viewed", { product: ["glove", "belt"] }),
    );
    const draft = await ground.draft({ who: fresh, content: text(list) });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    await ground.work();
    expect(leftOf("ada")).toEqual(["shoe;sock;"]);
    expect(leftOf("ben")).toEqual([]);
    expect(leftOf("cleo")).toEqual(["glove;belt;"]);
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 2 });
  });

  it("lists five of them, as many as a loop's limit asks for, and any by its place", async () => {
    const ground = await campaignGround(database.db, partner);
    await doneInTurn(ground, ...viewed("ada", "a", "b", "c", "d", "e", "f", "g"));
    const content = text(
      `${list}|{% for p in ConstantEventProperty limit:6 %}{{ p }}{% endfor %}|{{ ConstantEventProperty[1] }}|{{ ConstantEventProperty[6] }}|{{ ConstantEventProperty[7] | default: "none" }}`,
    );
    await ground.publish(await ground.draft({ who: fresh, content }));
    await ground.work();
    expect(leftOf("ada")).toEqual(["g;f;e;d;c;|gfedcb|f|a|none"]);
  });

  it("says what held when the run began, whatever is done until the message leaves", async () => {
    const ground = await campaignGround(database.db, partner);
    await doneInTurn(ground, ...viewed("ada", "shoe"));
    const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "13:00" }];
    const draft = await ground.draft({
      who: fresh,
      content: text("{{ ConstantEventProperty }}"),
      when: { quiet: { hours, mode: "delay" } },
    });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    await ground.work();
    expect(leftOf("ada")).toEqual([]);
    await ground.batch(did("ada", "Bought", { product: "shoe" }));
    ground.clock.advance(3_600_000);
    await ground.work();
    expect(leftOf("ada")).toEqual(["shoe"]);
  });

  it("previews the values of the person, and the newest that is known where they have none", async () => {
    const ground = await campaignGround(database.db, partner);
    await doneInTurn(ground, ...viewed("ada", "shoe", "hat"), ...viewed("ben", "belt"));
    await ground.batch(did("ben", "Bought", { product: "belt" }), { type: "identify", userId: "cleo" });
    const draft = await ground.draft({ who: fresh, content: text(list) });
    const made = async (person: string) => {
      const { texts } = await previewCampaign(ground.ctx, { id: draft.id, person });
      return texts.find(({ path }) => path.endsWith("value"))?.text;
    };
    expect(await made("ada")).toBe("hat;shoe;");
    expect(await made("ben")).toBe("belt;");
    expect(await made("cleo")).toBe("belt;");
  });

  it("may be sent to a saved segment that does, and is refused for one that does not", async () => {
    const ground = await campaignGround(database.db, partner);
    await doneInTurn(ground, ...viewed("ada", "shoe"));
    const holding = await ground.make("past", leftBehind);
    const other = await ground.make("past", {
      groups: [{ conditions: [{ kind: "did", events: [{ name: "Viewed" }] }] }],
    });
    await ground.refresh();
    const saved = (segmentId: string) => ({ audience: { kind: "saved", segmentId } });
    const draft = await ground.draft({ who: saved(other.id), content: text(list) });
    expect(draft.problems).toMatchObject([
      { path: "who.audience.segmentId", message: expect.stringContaining("holds no property constant") },
    ]);
    const mended = await updateCampaign(ground.ctx, {
      id: draft.id,
      version: draft.version,
      draft: { ...draft.draft, who: { ...draft.draft.who, ...saved(holding.id) } },
    });
    expect(mended.problems).toEqual([]);
    await ground.publish(mended);
    await ground.work();
    expect(leftOf("ada")).toEqual(["shoe;"]);
  });

  it("has no such word where nothing is held constant", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({ content: text("{{ ConstantEventProperty }}") });
    expect(draft.problems).toMatchObject([
      { message: expect.stringContaining("There is no ConstantEventProperty here") },
    ]);
  });
});

it("an inaction campaign holds a nested value constant, and nobody without one qualifies", async () => {
  const ground = await campaignGround(database.db, partner);
  const named = (name: string) => ({ events: [{ type: "track", name }], where: [] });
  const draft = await ground.draft({
    qualification: "live",
    who: {
      trigger: {
        ...{ kind: "inaction", did: named("Viewed"), didNot: named("Bought") },
        ...{ within: { count: 10, unit: "minutes" }, same: { path: ["item", "id"] } },
      },
    },
    content: text("{{ ConstantEventProperty }}"),
  });
  await ground.publish(draft);
  await ground.batch(
    did("ada", "Viewed", { item: { id: "S-1" } }),
    did("ben", "Viewed", { item: {} }),
    did("cleo", "Viewed", { item: { id: null } }),
    did("dan", "Viewed", { item: { id: "S-2" } }),
  );
  await ground.followed();
  await ground.batch(did("dan", "Bought", { item: { id: "S-2" } }));
  await ground.followed();
  ground.clock.advance(10 * 60_000);
  await ground.work();
  expect([...partner.messages.values()].map(({ message }) => message.properties?.left)).toEqual(["S-1"]);
});
