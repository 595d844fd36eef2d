import { type Clip, clip } from "@/lib/journeys/edits/clips.ts";

/** A part of a journey as text of the clipboard, and back; null for any other text. */
export const clipText = (given: Clip): string => JSON.stringify(given);

export function readClip(text: string): Clip | null {
  try {
    const read = clip.safeParse(JSON.parse(text));
    return read.success && read.data.nodes.length + read.data.notes.length > 0 ? read.data : null;
  } catch {
    return null;
  }
}
