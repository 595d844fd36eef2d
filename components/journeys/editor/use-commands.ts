import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { copy, duplicate, paste } from "@/lib/journeys/edits/clips.ts";
import { disconnect } from "@/lib/journeys/edits/links.ts";
import { move, place } from "@/lib/journeys/edits/nodes.ts";
import { addNote } from "@/lib/journeys/edits/notes.ts";
import { remove } from "@/lib/journeys/edits/remove.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { sayProblem } from "../../toast.ts";
import { addAt } from "../canvas/add-at.ts";
import type { CanvasHandle } from "../canvas/journey-canvas.tsx";
import { noSelection, selectNodes } from "../canvas/selection.ts";
import { tidyPlaces } from "../canvas/tidy.ts";
import { clipText, readClip } from "./clipboard.ts";
import type { JourneyEditing } from "./journey-context.tsx";
import type { JourneyCommands } from "./use-journey-keys.ts";

const words = journeysMessages.page;
const { said } = words;

export type EditorCommands = JourneyCommands & { addKind(kind: string): void; addNote(): void };

/** All that keys, the palette and the bars do with the journey. */
export function useCommands(
  journey: JourneyEditing,
  canvas: RefObject<CanvasHandle | null>,
  {
    search,
    help,
    say,
    onCanvas,
  }: {
    search: RefObject<HTMLInputElement | null>;
    help(): void;
    /** Tells those who do not see it. */
    say(text: string): void;
    onCanvas: boolean;
  },
): EditorCommands {
  const { document, edit, selection, select, closeDetails, undo, redo, flush } = journey;
  const done = (act: (() => void) | null, text: string) => {
    if (act) {
      act();
      say(text);
    }
  };
  /** What was just made is chosen, and has the keys: they would go on with what it was made from. */
  const take = (ids: ReadonlySet<string>) => {
    select(selectNodes(ids));
    const [first] = ids;
    if (first !== undefined) {
      requestAnimationFrame(() => canvas.current?.focus(first));
    }
  };
  const centre = () => canvas.current?.centre() ?? { x: 0, y: 0 };
  return {
    undo: () => done(undo, said.undone),
    redo: () => done(redo, said.redone),
    save: () => void flush(),
    copy: () => {
      const clip = copy(document, selection.nodes);
      const count = clip.nodes.length + clip.notes.length;
      if (count === 0) {
        return null;
      }
      say(said.copied(count));
      return clipText(clip);
    },
    paste: (text) => {
      const clip = readClip(text);
      if (!clip) {
        return false;
      }
      const all = [...clip.nodes, ...clip.notes].map(({ position }) => position);
      const corner = { x: Math.min(...all.map(({ x }) => x)), y: Math.min(...all.map(({ y }) => y)) };
      const to = centre();
      const by = { x: Math.round(to.x - corner.x - 110), y: Math.round(to.y - corner.y - 50) };
      const { document: made, ids } = paste(document, clip, by, freshId);
      if (ids.size === 0) {
        sayProblem(new Error(words.pastedNothing));
        return true;
      }
      edit(() => made, true);
      take(ids);
      say(said.pasted(ids.size));
      return true;
    },
    duplicate: () => {
      const { document: made, ids } = duplicate(document, selection.nodes, freshId);
      if (ids.size > 0) {
        edit(() => made, true);
        take(ids);
        say(said.duplicated(ids.size));
      }
    },
    remove: (reconnect) => {
      const count = selection.nodes.size + selection.edges.size;
      if (count > 0) {
        say(said.removed(count));
      }
      edit((before) => disconnect(remove(before, selection.nodes, { reconnect }), selection.edges), true);
      select(noSelection);
    },
    selectAll: () => {
      const all = [...document.nodes, ...document.notes].map(({ id }) => id);
      select(selectNodes(all));
      say(said.chosen(all.length));
    },
    clear: () => closeDetails(),
    move: (x, y) => {
      if (selection.nodes.size > 0) {
        edit((before) => move(before, selection.nodes, { x, y }));
        say(said.moved);
      }
    },
    add: () => canvas.current?.pick(),
    search: () => search.current?.focus(),
    fit: () => canvas.current?.fit(),
    zoom: (by) => canvas.current?.zoom(by),
    tidy: () => {
      void tidyPlaces(document, canvas.current?.sizes() ?? new Map()).then((places) => {
        // Drawn at once, so that what is fitted are the new places.
        flushSync(() => edit((before) => place(before, places), true));
        canvas.current?.fit();
        say(said.tidied);
      }, sayProblem);
    },
    help,
    addKind: (kind) => {
      const { x, y } = onCanvas ? centre() : { x: 110, y: 0 };
      const added = addAt(document, kind, { kind: "place", place: { x: x - 110, y: y - 40 } }, freshId);
      if (added) {
        edit(() => added.document, true);
        select(selectNodes([added.node]));
        requestAnimationFrame(() => canvas.current?.show([added.node], { focus: true }));
      }
    },
    addNote: () => {
      const { x, y } = centre();
      const id = freshId();
      const position = { x: Math.round(x - 110), y: Math.round(y - 60) };
      edit((before) => addNote(before, { id, text: "", position, width: 220, height: 120 }), true);
      select(selectNodes([id]));
    },
  };
}
