import type { JourneyNode } from "./document.ts";
import { faceWidth } from "./face-width.ts";
import { kindOf } from "./nodes/catalog.ts";

const LETTER = 6.9;
const BESIDE = 20;
const LINE = 17.6;
const AROUND = 57;

/** About how high a node's face is drawn, in pixels: its sentence has as many lines as its width makes of it. */
export function faceHeight(node: JourneyNode): number {
  const most = Math.floor((faceWidth(node) - BESIDE) / LETTER);
  let lines = 1;
  let letters = 0;
  for (const word of (kindOf(node.kind)?.words(node.settings) ?? "").split(" ")) {
    const next = letters === 0 ? word.length : letters + 1 + word.length;
    lines += next > most && letters > 0 ? 1 : 0;
    letters = next > most ? word.length : next;
  }
  return Math.round(AROUND + LINE * lines);
}
