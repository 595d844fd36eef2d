import { getSmoothStepPath, Position } from "@xyflow/react";
import type { NodeGroup } from "@/lib/journeys/nodes/node-kind.ts";

type Box = { x: number; y: number; width: number; height: number };

/** What is drawn of a journey, in the places and sizes in which the canvas shows it. */
export type ImageParts = {
  title: string;
  nodes: (Box & {
    id: string;
    title: string;
    words: string;
    group: NodeGroup | undefined;
    exits: (Box & { id: string; label: string })[];
  })[];
  links: { from: string; exit: string; to: string; label: string }[];
  notes: (Box & { text: string })[];
};

/** How wide a text is in pixels at a size and weight. */
export type WidthOf = (text: string, size: number, weight: number) => number;

const MARGIN = 32;
const HEADING = 44;
const TITLE = 18;
const LINE = 17.5;
const ink = { text: "#1a1d23", muted: "#5b6472", line: "#ced4da", link: "#adb5bd" };
const tints: Record<NodeGroup, [dark: string, light: string]> = {
  entry: ["#17683f", "#e0f4e8"],
  segment: ["#1557b0", "#e3eefc"],
  engagement: ["#3542a8", "#e9ebfd"],
  control: ["#3b4a63", "#e8ecf3"],
};
const unknown: [string, string] = [ink.muted, "#f1f3f5"];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replace(/[&<>"]/g, (each) => entities[each] ?? each);
const round = (number: number): number => Math.round(number * 10) / 10;

/** A text in lines of a width; what does not fit into the last one is cut. */
export function linesOf(
  text: string,
  width: number,
  most: number,
  widthOf: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = "";
  const fits = (words: string) => widthOf(words) <= width;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== "" && !fits(`${line} ${word}`)) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  const all = line === "" ? lines : [...lines, line];
  const isCut = all.length > most;
  return all.slice(0, most).map((each, at) => {
    const needsEnd = isCut && at === most - 1;
    let kept = each;
    while (kept.length > 1 && !fits(needsEnd || kept !== each ? `${kept}…` : kept)) {
      kept = kept.slice(0, -1);
    }
    return needsEnd || kept !== each ? `${kept.trimEnd()}…` : kept;
  });
}

type Style = {
  x: number;
  y: number;
  size?: number;
  weight?: number;
  fill?: string;
  anchor?: "start" | "middle";
};

/** As wide as it was measured: whoever opens the file may have another font. */
function textOf(text: string, style: Style, widthOf: WidthOf): string {
  const { x, y, size = 13, weight = 400, fill = ink.text, anchor = "start" } = style;
  const place = `x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"`;
  const width = `textLength="${round(widthOf(text, size, weight))}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${place} ${width} font-size="${size}" font-weight="${weight}" fill="${fill}">${safe(text)}</text>`;
}

const rectOf = ({ x, y, width, height }: Box, radius: number, more: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" ${more}/>`;

function faceOf(node: ImageParts["nodes"][number], widthOf: WidthOf): string[] {
  const [dark, light] = (node.group && tints[node.group]) ?? unknown;
  const { x, y, width } = node;
  const [title = ""] = linesOf(node.title, width - 30, 1, (text) => widthOf(text, 13, 600));
  const words = linesOf(node.words, width - 20, 4, (text) => widthOf(text, 13, 400));
  return [
    rectOf(node, 8, `fill="#fff" stroke="${ink.line}"`),
    rectOf({ x: x + 10, y: y + 12, width: 10, height: 10 }, 3, `fill="${light}" stroke="${dark}"`),
    textOf(title, { x: x + 28, y: y + 22, weight: 600 }, widthOf),
    ...words.map((line, at) => textOf(line, { x: x + 10, y: y + 50 + at * LINE, fill: ink.muted }, widthOf)),
    ...node.exits.flatMap((exit) => [
      rectOf(exit, exit.height / 2, `fill="#fff" stroke="${ink.line}"`),
      textOf(
        exit.label,
        {
          ...{ x: exit.x + exit.width / 2, y: exit.y + exit.height / 2 + 4 },
          ...{ size: 12, weight: 500, anchor: "middle" },
        },
        widthOf,
      ),
    ]),
  ];
}

function linkOf(
  { from, exit, to, label }: ImageParts["links"][number],
  { nodes }: ImageParts,
  widthOf: WidthOf,
): string[] {
  const [source, target] = [nodes.find(({ id }) => id === from), nodes.find(({ id }) => id === to)];
  const door = source?.exits.find(({ id }) => id === exit);
  if (!door || !target) {
    return [];
  }
  const [path, x, y] = getSmoothStepPath({
    ...{ sourceX: door.x + door.width / 2, sourceY: door.y + door.height, sourcePosition: Position.Bottom },
    ...{ targetX: target.x + target.width / 2, targetY: target.y, targetPosition: Position.Top },
    borderRadius: 10,
  });
  return [
    `<path d="${path}" fill="none" stroke="${ink.link}" stroke-width="1.5" marker-end="url(#end)"/>`,
    ...(label === ""
      ? []
      : [
          `<g stroke="#fff" stroke-width="6" stroke-linejoin="round" paint-order="stroke">`,
          textOf(label, { x, y: y + 4, size: 12, anchor: "middle", fill: ink.muted }, widthOf),
          "</g>",
        ]),
  ];
}

function noteOf(note: ImageParts["notes"][number], widthOf: WidthOf): string[] {
  const most = Math.max(1, Math.floor((note.height - 16) / LINE));
  const lines = note.text
    .split("\n")
    .flatMap((line) => linesOf(line, note.width - 20, most, (text) => widthOf(text, 13, 400)));
  return [
    rectOf(note, 6, `fill="#fdf6dc" stroke="#eedda0"`),
    ...lines
      .slice(0, most)
      .map((line, at) => textOf(line, { x: note.x + 10, y: note.y + 22 + at * LINE }, widthOf)),
  ];
}

/** A journey as an SVG file: light, whole, and without anything that is only there to edit it. */
export function journeyImage(parts: ImageParts, widthOf: WidthOf): string {
  const boxes: Box[] = [...parts.notes, ...parts.nodes, ...parts.nodes.flatMap(({ exits }) => exits)];
  const all = boxes.length > 0 ? boxes : [{ x: 0, y: 0, width: 0, height: 0 }];
  const left = Math.min(...all.map((box) => box.x)) - MARGIN;
  const top = Math.min(...all.map((box) => box.y)) - MARGIN - HEADING;
  const right = Math.max(
    ...all.map((box) => box.x + box.width),
    left + MARGIN + widthOf(parts.title, TITLE, 600),
  );
  const bottom = Math.max(...all.map((box) => box.y + box.height)) + MARGIN;
  const [x, y, width, height] = [left, top, right + MARGIN - left, bottom - top].map(Math.round);
  const head = `width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${head} font-family="Inter, system-ui, sans-serif" role="img">`,
    `<title>${safe(parts.title)}</title>`,
    `<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M1 1L7 4L1 7" fill="none" stroke="${ink.link}"/></marker></defs>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#f8f9fa"/>`,
    textOf(parts.title, { x: left + MARGIN, y: top + MARGIN + 12, size: TITLE, weight: 600 }, widthOf),
    ...parts.notes.flatMap((note) => noteOf(note, widthOf)),
    ...parts.links.flatMap((link) => linkOf(link, parts, widthOf)),
    ...parts.nodes.flatMap((node) => faceOf(node, widthOf)),
    "</svg>",
    "",
  ].join("\n");
}
