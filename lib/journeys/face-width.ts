import type { JourneyNode } from "./document.ts";
import { exitsOf, titleOf } from "./graph.ts";

const NARROWEST = 220;
const TITLE = { letter: 6.7, around: 52, widest: 260 };
const DOOR = { letter: 6.8, around: 18, widest: 110, gap: 4, beside: 16 };

/**
 * About how wide a node's face is drawn, in pixels: as its title and its doors need (`canvas.module.css`). For those who place
 * nodes before any is drawn.
 */
export function faceWidth(node: JourneyNode): number {
  const title = Math.min(TITLE.widest, TITLE.letter * titleOf(node).length) + TITLE.around;
  const doors = (exitsOf(node) ?? []).map(({ label }) =>
    Math.min(DOOR.widest, DOOR.letter * label.length + DOOR.around),
  );
  const row = doors.reduce((sum, door) => sum + door, DOOR.beside + DOOR.gap * (doors.length - 1));
  return Math.round(Math.max(NARROWEST, title, row));
}
