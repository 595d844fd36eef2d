import type { ChannelId } from "../../channels/catalog.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { blankJourney } from "../blank.ts";
import type { JourneyDraft, JourneyNode } from "../document.ts";
import { kindOf } from "../nodes/catalog.ts";

/** A node of a template: what it says beyond its kind's blank settings. */
export type Drawn = { id: string; kind: string; name?: string; settings?: JsonObject };
/** `yes` of one node to another; with what is waited on the way. */
export type Line = [from: string, exit: string, to: string, delay?: JsonObject];

const COLUMN = 260;
const ROW = 150;

/** Puts each node below the one that leads to it, and those behind one node beside each other. */
function placesOf(nodes: Drawn[], lines: Line[]): Map<string, JourneyNode["position"]> {
  const rows = new Map<string, number>();
  for (const { id } of nodes) {
    const above = lines.filter(([, , to]) => to === id).map(([from]) => rows.get(from) ?? -1);
    rows.set(id, Math.max(-1, ...above) + 1);
  }
  const filled = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      const row = rows.get(id) ?? 0;
      const column = filled.get(row) ?? 0;
      filled.set(row, column + 1);
      return [id, { x: column * COLUMN, y: row * ROW }];
    }),
  );
}

/** A journey in short; its nodes in an order in which each comes after those that lead to it. */
export function draw(nodes: Drawn[], lines: Line[], settings: JsonObject = {}): JourneyDraft {
  const places = placesOf(nodes, lines);
  const blank = blankJourney();
  return {
    ...blank,
    nodes: nodes.map(({ id, kind, name = "", settings: own = {} }) => ({
      ...{ id, kind, name, settings: { ...structuredClone(kindOf(kind)?.blank ?? {}), ...own } },
      position: places.get(id) ?? { x: 0, y: 0 },
    })),
    edges: lines.map(([from, exit, to, delay], index) => ({
      ...{ id: `link${index + 1}`, from, exit, to },
      delay: delay ?? null,
    })),
    settings: { ...blank.settings, ...settings },
  };
}

/** What somebody has to do for an event. */
export const track = (...names: string[]): JsonObject => ({
  events: names.map((name) => ({ type: "track", name })),
  where: [],
});

/** The settings of a message with this content. */
export function message(channel: ChannelId, content: JsonObject): JsonObject {
  return { content: { ...structuredClone(channelKitOf(channel).blank), ...content } };
}

/** An e-mail of some paragraphs. */
export function letter(subject: string, ...paragraphs: string[]): JsonObject {
  const html = `<body>\n${paragraphs.map((each) => `  <p>${each}</p>`).join("\n")}\n</body>`;
  return message("email", { subject, html });
}
