import { expect, it } from "vitest";
import { createAudience } from "../../audiences/verbs/create-audience.ts";
import { deleteAudience } from "../../audiences/verbs/delete-audience.ts";
import type { Ctx } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { createSegment as newSegment } from "../../segments/schema.ts";
import { archiveSegment } from "../../segments/verbs/archive-segment.ts";
import { createSegment } from "../../segments/verbs/create-segment.ts";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { mentionedIn, namedBy } from "../mentioned.ts";
import { namedReason } from "../named-reason.ts";
import { kindOf } from "../nodes/catalog.ts";
import { draw } from "../templates/draw.ts";
import { createJourney } from "../verbs/create-journey.ts";
import { nameMentions } from "./name-mentions.ts";

const database = testDatabase();

const conditions = [
  { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
];
const segmentOf = (ctx: Ctx, name: string) =>
  createSegment(ctx, newSegment.parse({ name, definition: { groups: [{ conditions }] } }));
const audienceOf = async (ctx: Ctx, name: string) =>
  (await createAudience(ctx, { name, description: "", origin: "eventbridge" })).audience;

it("faces call what they mention by its name, also what is archived, and say what is gone", async () => {
  const ctx = await testCtx(database.db);
  const [gold, old] = [await segmentOf(ctx, "Gold"), await segmentOf(ctx, "Old")];
  const [kept, gone] = [await audienceOf(ctx, "Stories"), await audienceOf(ctx, "Gone")];
  const other = await createJourney(ctx, { name: "Welcome" });
  await archiveSegment(ctx, { id: old.id });
  await deleteAudience(ctx, { id: gone.id });
  const people = (segmentId: string) => ({ people: { kind: "saved", segmentId } });
  const document = draw(
    [
      { id: "in", kind: "entry_journey", settings: { journeyId: other.id, when: "left" } },
      { id: "gold", kind: "past_behaviour", settings: people(gold.id) },
      { id: "old", kind: "past_behaviour", settings: people(old.id) },
      { id: "add", kind: "add_to_audience", settings: { audienceId: kept.id } },
      { id: "take", kind: "remove_from_audience", settings: { audienceId: gone.id } },
      { id: "open", kind: "add_to_audience" },
    ],
    [],
  );
  const named = namedBy(await nameMentions(ctx, mentionedIn([document])));
  expect(document.nodes.map(({ kind, settings }) => kindOf(kind)?.words(settings, named))).toEqual([
    "Begins when somebody leaves “Welcome”",
    "When the person is one of those of “Gold”",
    "When the person is one of those of “Old (archived)”",
    "Puts the person into “Stories”",
    "Takes the person out of an audience that is gone",
    "Puts the person into an audience",
  ]);
  const reason = (node: string, because: string) => namedReason(document, { node, because }, named);
  expect([
    ...[reason("in", "comes from another journey"), reason("old", "is not in the segment yet")],
    ...[reason("add", "comes into the audience"), reason("take", "leaves the audience")],
    ...[reason("open", "comes into the audience"), reason("nowhere", "did In")],
  ]).toEqual([
    ...["comes from the journey “Welcome”", "is not in the segment “Old (archived)” yet"],
    ...["comes into the audience “Stories”", "leaves the audience", "comes into the audience", "did In"],
  ]);
});

it("nothing of another workspace has a name", async () => {
  const [ours, theirs] = [await testCtx(database.db), await testCtx(database.db)];
  const [segment, audience, journey] = [
    await segmentOf(theirs, "Theirs"),
    await audienceOf(theirs, "Theirs"),
    await createJourney(theirs, { name: "Theirs" }),
  ];
  const asked = { segments: [segment.id, newId()], audiences: [audience.id], journeys: [journey.id] };
  const { items } = await nameMentions(ours, asked);
  expect(items.map(({ kind, name }) => [kind, name])).toEqual([
    ["segment", null],
    ["segment", null],
    ["audience", null],
    ["journey", null],
  ]);
  expect((await nameMentions(theirs, asked)).items.map(({ name }) => name)).toEqual([
    "Theirs",
    null,
    "Theirs",
    "Theirs",
  ]);
});
