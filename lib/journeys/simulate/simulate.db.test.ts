import { beforeEach, describe, expect, it } from "vitest";
import { createAudience } from "../../audiences/verbs/create-audience.ts";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { testDatabase } from "../../testing/database.ts";
import { nodeSamples } from "../../testing/journey-nodes.ts";
import { segmentGround } from "../../testing/segment-ground.ts";
import type { JourneyDraft } from "../document.ts";
import { exitsOf } from "../graph.ts";
import { nodeKinds } from "../nodes/catalog.ts";
import { abandonedCart } from "../templates/abandoned-cart.ts";
import { type Drawn, draw, type Line, letter, track } from "../templates/draw.ts";
import type { SimulateJourney } from "./schema.ts";
import { simulateJourney } from "./simulate-journey.ts";

const database = testDatabase();
const day = (number: number, time = "09:00") => `2026-03-${String(number).padStart(2, "0")}T${time}:00.000Z`;
const did = (name: string, at: string, properties = {}) => ({ type: "track" as const, name, at, properties });
const asha: SimulateJourney["person"] = {
  ...{ kind: "made_up", ids: { user_id: "asha", email: "asha@example.com" }, zone: null },
  properties: { name: "Asha", plan: "gold" },
};
let ground: Awaited<ReturnType<typeof segmentGround>>;
beforeEach(async () => {
  ground = await segmentGround(database.db, day(1));
});

const simulate = (document: JourneyDraft, more: Partial<SimulateJourney> = {}) =>
  simulateJourney(ground.ctx, {
    ...{ document, journeyId: null, name: "Journey", person: asha, from: day(1), days: 60, events: [] },
    ...{ answers: {}, ends: {}, paths: {}, ...more },
  });

const entry: Drawn = { id: "in", kind: "entry_action", settings: { did: track("In") } };
const out: Drawn = { id: "out", kind: "force_exit" };
const between = (node: Drawn, exits: string[], entrance = entry) =>
  draw(
    [entrance, node, out],
    [[entrance.id, "yes", node.id], ...exits.map((exit): Line => [node.id, exit, "out"])],
  );
const went = ({ path }: Awaited<ReturnType<typeof simulate>>) =>
  path.filter(({ exit }) => exit !== null).map(({ node, exit }) => `${node} ${exit}`);

/** What the workspace holds of what a journey could change. */
async function kept(): Promise<unknown> {
  return database.db.sql(
    `select (select count(*) from events where workspace_id = $1::uuid) as events,
       (select count(*) from people where workspace_id = $1::uuid) as people,
       (select jsonb_agg(properties) from people where workspace_id = $1::uuid) as properties,
       (select count(*) from audience_members where workspace_id = $1::uuid) as members`,
    [ground.workspaceId],
  );
}

describe("a simulation", () => {
  it("calls by its name whatever a reason speaks of, as a person's path does", async () => {
    const { audience } = await createAudience(ground.ctx, {
      name: "Stories",
      description: "",
      origin: "eventbridge",
    });
    const add: Drawn = { id: "add", kind: "add_to_audience", settings: { audienceId: audience.id } };
    const { path } = await simulate(between(add, ["done"]), { events: [did("In", day(1))] });
    expect(path.find(({ node }) => node === "add")?.because).toBe("comes into the audience “Stories”");
  });

  it("walks the abandoned cart to its end and shows the exact request of each message", async () => {
    const found = await simulate(abandonedCart.document, {
      events: [
        did("Registered", day(1)),
        did("AddToCart", day(2), { cart_value: 60 }),
        did("PurchaseCompleted", day(4)),
      ],
    });
    expect(went(found)).toEqual([
      ...["registered yes", "cart yes", "upsert sent", "purchase yes", "delete sent"],
    ]);
    expect(found.stays).toEqual([expect.objectContaining({ entered: day(1), left: day(4) })]);
    expect(found.messages.map(({ node, at, outcome }) => [node, at, outcome])).toEqual([
      ["upsert", day(2), "failed"],
      ["delete", day(4), "failed"],
    ]);
    // The template's token is the author's to enter: until then nothing would leave, and the walk says why.
    expect(found.messages[0]?.reason).toContain("not finished");
  });

  it("shows the request that a finished message would be, with what the person brings, and sends nothing", async () => {
    const hook = {
      ...{
        method: "POST",
        url: "https://shop.example/{{ Profile.plan }}",
        headers: [],
        auth: { kind: "none" },
      },
      body: { kind: "json", text: '{"cart":"{{ Event.cart_value }}"}' },
      repeats: "at_least_once",
    };
    const document = between({ id: "hook", kind: "send_webhook", settings: { content: hook } }, ["sent"]);
    const before = await kept();
    const { messages } = await simulate(document, { events: [did("In", day(1), { cart_value: 60 })] });
    expect(messages).toEqual([
      expect.objectContaining({
        ...{ node: "hook", channel: "webhook", outcome: "sent", chosen: false, reason: null },
        request: expect.objectContaining({
          ...{ method: "POST", url: "https://shop.example/gold", body: '{"cart":"60"}' },
        }),
      }),
    ]);
    expect(await kept()).toEqual(before);
  });

  it("fails a message whose text has no value for the person, and says which", async () => {
    const mail = { id: "mail", kind: "send_email", settings: letter("Hi {{ Profile.nickname }}", "Hello") };
    const found = await simulate(between(mail, ["sent", "failed"]), { events: [did("In", day(1))] });
    expect(went(found)).toContain("mail failed");
    expect(found.messages[0]?.reason).toContain("Profile.nickname");
    expect(found.messages[0]?.texts[0]?.missing.map(({ path }) => path)).toEqual(["Profile.nickname"]);
  });

  it("lets the script say what becomes of a message, and makes who clicked go on by Clicked", async () => {
    const mail = { id: "mail", kind: "send_email", settings: letter("Hi", "Hello") };
    const document = between(mail, ["sent", "clicked", "unreachable"]);
    const events = [did("In", day(1))];
    const clicked = await simulate(document, { events, ends: { mail: "clicked" } });
    expect(went(clicked)).toContain("mail clicked");
    expect(clicked.events.filter(({ caused }) => caused).map(({ name }) => name)).toEqual([
      ...["Notification Viewed", "Notification Clicked"],
    ]);
    const unreachable = await simulate(document, { events, ends: { mail: "unreachable" } });
    expect(went(unreachable)).toContain("mail unreachable");
    expect(unreachable.messages[0]).toMatchObject({ outcome: "unreachable", chosen: true });
  });

  it("lets who clicks do so while it is waited for, however short that is", async () => {
    const letterFor = { ...letter("Hi", "Hello"), waitFor: { count: 10, unit: "minutes" } };
    const document = between({ id: "mail", kind: "send_email", settings: letterFor }, ["sent", "clicked"]);
    const found = await simulate(document, { events: [did("In", day(1))], ends: { mail: "clicked" } });
    expect(went(found)).toContain("mail clicked");
  });

  it("makes texts by the workspace's clocks, as senders do", async () => {
    const text = letter(`It is {{ "now" | date: "%H:%M" }}`, "Hello");
    const document = between({ id: "mail", kind: "send_email", settings: text }, ["sent"]);
    const zone = { ...asha, zone: "Asia/Tokyo" } as SimulateJourney["person"];
    const { messages } = await simulate(document, { events: [did("In", day(1))], person: zone });
    expect(messages[0]?.texts.map((each) => each.text)).toContain("It is 09:00");
  });

  it("asks of somebody who is known what is known of them, unless the script says otherwise", async () => {
    await ground.batch(
      { type: "identify", userId: "g", traits: { plan: "gold" } },
      { type: "identify", userId: "n", traits: { plan: "none" } },
    );
    const isGold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
    const segment = await ground.make("past", { groups: [{ conditions: [isGold] }] });
    const past = {
      id: "past",
      kind: "past_behaviour",
      settings: { people: { kind: "saved", segmentId: segment.id } },
    };
    const document = between(past, ["yes", "no"]);
    const ask = async (person: string, answers = {}) => {
      const found = await simulate(document, {
        ...{ person: { kind: "known", person }, events: [did("In", day(1))], answers },
      });
      return [went(found).at(-1), found.questions[0]?.by];
    };
    expect(await ask("g")).toEqual(["past yes", "person"]);
    expect(await ask("n")).toEqual(["past no", "person"]);
    expect(await ask("n", { past: true })).toEqual(["past yes", "chosen"]);
    await expect(ask("nobody")).rejects.toMatchObject({ code: "not_found" });
  });

  it("looks anew at somebody who is known once the walk has changed them, as the engine does, and keeps nothing of it", async () => {
    await ground.batch({ type: "identify", userId: "c", traits: { plan: "none" } });
    const isGold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
    const segment = await ground.make("past", { groups: [{ conditions: [isGold] }] });
    const audience = newId();
    await database.db.prisma.audience.create({
      data: {
        workspaceId: ground.workspaceId,
        id: audience,
        name: "Golden",
        origin: "csv",
        createdBy: "Mara",
      },
    });
    const isIn = { kind: "audience", audienceId: audience, not: false };
    const looks = {
      gold: { kind: "saved", segmentId: segment.id },
      listed: {
        kind: "new",
        definition: { match: "all", groups: [{ match: "all", conditions: [isIn] }] },
      },
    };
    const look = (id: string, people: JsonObject): Drawn => ({
      ...{ id, kind: "past_behaviour", settings: { people, timeout: null } },
    });
    const updates = [{ property: "plan", how: "set", value: "gold" }];
    const document = draw(
      [
        ...[entry, look("first", looks.gold), { id: "set", kind: "profile_update", settings: { updates } }],
        ...[look("second", looks.gold), look("third", looks.listed)],
        { id: "add", kind: "add_to_audience", settings: { audienceId: audience } },
        ...[look("fourth", looks.listed), out],
      ],
      [
        ...[["in", "yes", "first"] as Line, ["first", "yes", "out"] as Line, ["first", "no", "set"] as Line],
        ...[["set", "updated", "second"] as Line, ["second", "yes", "third"] as Line],
        ...[["third", "yes", "out"] as Line, ["third", "no", "add"] as Line],
        ...[["add", "done", "fourth"] as Line, ["fourth", "yes", "out"] as Line],
      ],
    );
    const before = await kept();
    const walked = () =>
      simulate(document, { person: { kind: "known", person: "c" }, events: [did("In", day(1))] });
    for (const found of [await walked(), await walked()]) {
      expect(went(found)).toEqual([
        ...["in yes", "first no", "set updated", "second yes", "third no", "add done", "fourth yes"],
      ]);
    }
    expect(await kept()).toEqual(before);
  });

  it("assumes Yes of somebody made up, and of a segment that is gone", async () => {
    const past = {
      id: "past",
      kind: "past_behaviour",
      settings: { people: { kind: "saved", segmentId: newId() } },
    };
    const found = await simulate(between(past, ["yes", "no"]), { events: [did("In", day(1))] });
    expect(found.questions).toEqual([{ node: "past", answer: true, by: "assumed" }]);
  });

  it("takes the path of an A/B split that was chosen", async () => {
    const split = { id: "split", kind: "ab_split", settings: nodeSamples.ab_split };
    for (const path of ["a", "b"]) {
      const found = await simulate(between(split, ["a", "b"]), {
        ...{ events: [did("In", day(1))], paths: { split: path } },
      });
      expect(went(found)).toContain(`split ${path}`);
    }
  });

  it("changes the made-up profile for what comes after, and names the audience", async () => {
    const update = {
      id: "update",
      kind: "profile_update",
      settings: { updates: [{ property: "tags", how: "add", value: "{{ Event.tag }}" }] },
    };
    const document = draw(
      [entry, update, { id: "list", kind: "add_to_audience", settings: { audienceId: newId() } }, out],
      [
        ["in", "yes", "update"],
        ["update", "updated", "list"],
        ["list", "added", "out"],
      ],
    );
    const { changes } = await simulate(document, { events: [did("In", day(1), { tag: "cart" })] });
    expect(changes).toEqual([
      expect.objectContaining({ changes: [{ property: "tags", before: null, after: ["cart"] }] }),
      expect.objectContaining({ kind: "audience", operation: "upsert", audience: null }),
    ]);
  });

  it("says as a person's path does which audience would take nothing, and why", async () => {
    const [byEmail, byId, gone] = [newId(), newId(), newId()];
    for (const [id, name, identifier] of [
      [byEmail, "Letters", "email"],
      [byId, "Stories", "user_id"],
    ] as const) {
      const { workspaceId } = ground;
      await database.db.prisma.audience.create({
        data: { workspaceId, id, name, origin: "csv", identifier, createdBy: "Mara" },
      });
    }
    const change = (id: string, kind: string, audienceId: string): Drawn => ({
      id,
      kind,
      settings: { audienceId },
    });
    const document = draw(
      [
        entry,
        change("email", "add_to_audience", byEmail),
        change("id", "add_to_audience", byId),
        change("off", "remove_from_audience", byEmail),
        change("gone", "add_to_audience", gone),
      ],
      [
        ["in", "yes", "email"],
        ["email", "done", "id"],
        ["id", "done", "off"],
        ["off", "done", "gone"],
      ],
    );
    const found = await simulate(document, {
      ...{ events: [did("In", day(1))], person: { ...asha, ids: { user_id: "asha", email: " " } } },
    });
    expect(
      found.path.filter(({ did }) => did === "acts").map(({ node, because }) => `${node} ${because}`),
    ).toEqual([
      "email does not come into the audience “Letters”: it knows people by E-mail, and the person has none",
      "id comes into the audience “Stories”",
      "off was not in the audience “Letters”: it knows people by E-mail, and the person has none",
      "gone comes into no audience: it is gone",
    ]);
    expect(found.changes.map((each) => each.kind === "audience" && each.applies)).toEqual([
      ...[false, true, false, false],
    ]);
    const withBoth = await simulate(document, { events: [did("In", day(1))] });
    expect(withBoth.changes.map((each) => each.kind === "audience" && each.applies)).toEqual([
      ...[true, true, true, false],
    ]);
  });

  it("walks what is finished of a draft, and stops before what is not", async () => {
    const found = await simulate(between({ id: "act", kind: "action" }, ["yes"]), {
      events: [did("In", day(1))],
    });
    expect(found.unfinished.map(({ node }) => node)).toEqual(["act"]);
    expect(found.path.at(-1)).toMatchObject({ node: "act", did: "left" });
    expect(found.path.at(-1)?.because).toContain("not finished");
    const without = await simulate(draw([out], []));
    expect(without.problems.map(({ message }) => message)).toEqual([expect.stringContaining("entry")]);
    expect(without.path).toEqual([]);
  });
});

describe("every kind of node", () => {
  const entries = nodeKinds.filter(({ group }) => group === "entry").map(({ id }) => id);
  const others = nodeKinds.filter(({ group }) => group !== "entry").map(({ id }) => id);
  const born = { ...asha, properties: { ...asha.properties, birthday: "1990-03-10" } };
  const visit = (at: string) => ({
    ...{ type: "page" as const, name: "Cart", at: day(1, at) },
    properties: { url: "/cart", referrer: "https://search.example/" },
  });
  const visits = [visit("09:05"), visit("09:06")];
  const events = [
    did("A", day(1), { key: "1" }),
    ...visits,
    did("B", day(2), { key: "1" }),
    did("C", day(3)),
  ];

  it.each(entries)("%s lets somebody in where a script does what it asks for", async (kind) => {
    const settings = nodeSamples[kind];
    // Nothing of another journey stands in a script but its event.
    const raised = did("Junction Journey", day(1), { journeyId: settings?.journeyId ?? "", moment: "left" });
    const found = await simulate(draw([{ id: "in", kind, settings }, out], [["in", "yes", "out"]]), {
      ...{ person: born, events: kind === "entry_journey" ? [raised] : events.slice(0, 3) },
    });
    expect(found.unfinished).toEqual([]);
    expect(went(found)).toEqual(["in yes"]);
  });

  it.each(others)("%s is walked through, and everything that it does is shown", async (kind) => {
    const settings = nodeSamples[kind];
    const node = { id: "node", kind, settings };
    const exits = (exitsOf({ kind, settings: settings ?? {} }) ?? []).map(({ id }) => id);
    const first = { id: "in", kind: "entry_action", settings: { did: track("A") } };
    const found = await simulate(between(node, exits, first), { person: born, events });
    expect(found.unfinished).toEqual([]);
    expect(found.path.some((each) => each.node === "node")).toBe(true);
    expect(found.stays[0]?.left).not.toBeNull();
    if (kind.startsWith("send_")) {
      expect(found.messages.map((message) => message.node)).toEqual(["node"]);
    }
  });
});
