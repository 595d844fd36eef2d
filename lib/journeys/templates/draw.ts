import type { ChannelId } from "../../channels/catalog.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import { groupBy } from "../../kernel/group-by.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { blankJourney } from "../blank.ts";
import type { JourneyDraft, JourneyNode } from "../document.ts";
import { faceHeight } from "../face-height.ts";
import { faceWidth } from "../face-width.ts";
import { kindOf } from "../nodes/catalog.ts";

/**
 * A node of a template: what it says beyond its kind's blank settings. `middle`: how far right of the middle its own stands, in
 * pixels, where a link is to pass beside it.
 */
export type Drawn = { id: string; kind: string; name?: string; settings?: JsonObject; middle?: number };
/** `yes` of one node to another; with what is waited on the way. */
export type Line = [from: string, exit: string, to: string, delay?: JsonObject];

const BETWEEN = 40;
const ROW = 150;
/** Below a face, for its doors, the pluses of those that lead nowhere, and links that turn. */
const BELOW = 72;

/** How many rows below the first each node stands: below all that lead to it. */
function rowsOf(nodes: Drawn[], lines: Line[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { id } of nodes) {
    const above = lines.filter(([, , to]) => to === id).map(([from]) => rows.get(from) ?? -1);
    rows.set(id, Math.max(-1, ...above) + 1);
  }
  return rows;
}

/** Puts each node below those that lead to it, and those of one row beside each other around the middle. */
function placed(nodes: JourneyNode[], drawn: Drawn[], lines: Line[]): JourneyNode[] {
  const rows = rowsOf(drawn, lines);
  const places = new Map<string, JourneyNode["position"]>();
  const byRow = [...groupBy(nodes, ({ id }) => rows.get(id) ?? 0)].sort(([a], [b]) => a - b);
  let y = 0;
  for (const [, beside] of byRow) {
    const wide = beside.reduce((sum, node) => sum + faceWidth(node) + BETWEEN, -BETWEEN);
    let x = -wide / 2;
    for (const node of beside) {
      const width = faceWidth(node);
      const middle = drawn.find(({ id }) => id === node.id)?.middle ?? x + width / 2;
      places.set(node.id, { x: Math.round(middle - width / 2), y });
      x += width + BETWEEN;
    }
    y += Math.max(ROW, BELOW + Math.max(...beside.map(faceHeight)));
  }
  return nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }));
}

/** A journey in short; its nodes in an order in which each comes after those that lead to it. */
export function draw(nodes: Drawn[], lines: Line[], settings: JsonObject = {}): JourneyDraft {
  const blank = blankJourney();
  const made = nodes.map(({ id, kind, name = "", settings: own = {} }) => ({
    ...{ id, kind, name, settings: { ...structuredClone(kindOf(kind)?.blank ?? {}), ...own } },
    position: { x: 0, y: 0 },
  }));
  return {
    ...blank,
    nodes: placed(made, nodes, lines),
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
