import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { partnerIds } from "../../partners/catalog.ts";
import type { JourneyDraft, JourneyNode } from "../document.ts";
import { faceHeight } from "../face-height.ts";
import { faceWidth } from "../face-width.ts";
import { exitsOf } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";
import { checkJourney } from "../problems.ts";
import { walk } from "../walk.ts";
import { journeyTemplates } from "./catalog.ts";

const ACCOUNT = "019a0000-0000-7000-8000-000000000001";
const partners = new Set<string>(partnerIds);

/** What a marketer does to a template before publishing it: chooses accounts, and enters the audience's token. */
function chosen(draft: JourneyDraft): JourneyDraft {
  return {
    ...draft,
    nodes: draft.nodes.map((node) => {
      const kit = kindOf(node.kind)?.channel;
      if (!kit) {
        return node;
      }
      const text = JSON.stringify(node.settings.content).replace(
        '"storyly_token","value":""',
        '"storyly_token","value":"tok_1"',
      );
      const connections = Object.fromEntries(kit.partners.map((partner) => [partner, ACCOUNT]));
      return { ...node, settings: { ...node.settings, connections, content: JSON.parse(text) } };
    }),
  };
}

it.each(journeyTemplates.map((template) => [template.id, template] as const))(
  "%s may be published once its accounts are chosen, and not before",
  (_id, { document, name, description }) => {
    const words = { name, description };
    expect(checkJourney(chosen(document), words, { partners }).problems).toEqual([]);
    expect(checkJourney(document, words, { partners }).problems.length).toBeGreaterThan(0);
  },
);

it.each(journeyTemplates.map((template) => [template.id, template] as const))(
  "%s is drawn so that each face can be read: none lies over another, links have room to turn, and one that passes some passes beside them",
  (_id, { document: { nodes, edges } }) => {
    const faces = nodes.map((node) => ({
      ...{ ...node.position, id: node.id, width: faceWidth(node), height: faceHeight(node) },
    }));
    const faceOf = (id: string) => faces.find((face) => face.id === id) as (typeof faces)[number];
    const at = ({ position }: JourneyNode, width: number, node: JourneyNode, exit: string) => {
      const exits = exitsOf(node) ?? [];
      const door = exits.findIndex(({ id }) => id === exit);
      return position.x + (width * (door + 0.5)) / exits.length;
    };
    const over = faces.flatMap((one) =>
      faces.flatMap((other) =>
        one.id < other.id && one.y === other.y && one.x < other.x + other.width && other.x < one.x + one.width
          ? [`${one.id} ${other.id}`]
          : [],
      ),
    );
    const behind = edges.flatMap(({ from, exit, to }) => {
      const source = nodes.find(({ id }) => id === from) as JourneyNode;
      const begins = at(source, faceOf(from).width, source, exit);
      const ends = faceOf(to).x + faceOf(to).width / 2;
      const turns = (faceOf(from).y + faceOf(from).height + faceOf(to).y) / 2;
      const isOver = (face: (typeof faces)[number], left: number, right: number) =>
        right > face.x && left < face.x + face.width;
      // Down from its door, across halfway, and down to the node.
      const passes = (face: (typeof faces)[number]) =>
        face.y > faceOf(from).y &&
        face.y < faceOf(to).y &&
        ((face.y < turns && isOver(face, begins, begins)) ||
          (face.y < turns &&
            face.y + face.height > turns &&
            isOver(face, Math.min(begins, ends), Math.max(begins, ends))) ||
          (face.y + face.height > turns && isOver(face, ends, ends)));
      return faces.filter(passes).map(({ id }) => `${from} ${exit} behind ${id}`);
    });
    const narrow = edges.flatMap(({ from, to }) =>
      faceOf(to).y - faceOf(from).y - faceOf(from).height < 60 ? [`${from} ${to}`] : [],
    );
    expect([over, behind, narrow]).toEqual([[], [], []]);
  },
);

it("the seed's journey brings a cart into the audience and takes it out after the purchase", () => {
  const { document } = checkJourney(
    chosen(journeyTemplates[0]?.document as JourneyDraft),
    { name: "Cart", description: "" },
    { partners },
  );
  const event = (name: string, minute: number) => ({
    ...{ type: "track" as const, name, at: new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString() },
    ...{ properties: {}, context: {} },
  });
  const walked = walk(document as NonNullable<typeof document>, {
    person: { id: "asha", properties: {} },
    zone: "UTC",
    from: new Date("2026-01-01T00:00:00Z"),
    until: new Date("2026-02-01T00:00:00Z"),
    events: [
      event("AddToCart", 0),
      event("Registered", 1),
      event("AddToCart", 2),
      event("PurchaseCompleted", 7),
    ],
    answer: () => false,
    outcome: () => "sent",
  });
  const sent = walked.effects.map((effect) => {
    const content = (effect.kind === "send" ? effect.settings.content : {}) as JsonObject;
    return [effect.at.slice(11, 16), (content.keyValues as JsonObject[]).map(({ value }) => value).join(" ")];
  });
  expect(sent).toEqual([
    ["09:02", "tok_1 upsert"],
    ["09:07", "tok_1 delete"],
  ]);
  expect(walked.stays).toEqual([
    { entered: "2026-01-01T09:01:00.000Z", left: "2026-01-01T09:07:00.000Z", because: "force exit" },
  ]);
});
