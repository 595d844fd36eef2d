import { type RefObject, useEffect, useRef } from "react";
import { detailsIn } from "./details-focus.ts";

export type JourneyCommands = {
  undo(): void;
  redo(): void;
  save(): void;
  /** The chosen part as text; null where nothing is chosen. */
  copy(): string | null;
  paste(text: string): boolean;
  duplicate(): void;
  remove(reconnect: boolean): void;
  selectAll(): void;
  clear(): void;
  move(x: number, y: number): void;
  add(): void;
  search(): void;
  fit(): void;
  zoom(by: 1 | -1): void;
  tidy(): void;
  help(): void;
};

const STEP = 20;
const arrows: Record<string, [number, number]> = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};

/** Fields that no letter is typed into. */
const switches = ["radio", "checkbox", "button", "submit"];

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  const isField =
    target instanceof HTMLInputElement
      ? !switches.includes(target.type)
      : ["TEXTAREA", "SELECT"].includes(target.tagName);
  return (
    isField ||
    target.isContentEditable ||
    target.closest("[role=dialog], [role=listbox], [role=menu]") !== null
  );
}

/**
 * `isEditable`: it may be changed. `isInSight`: the keys are for what is chosen. They are not on the report's tab, where it is not
 * seen, nor in the details of a node: Delete on one of their buttons means what stands there.
 */
type Shown = { isEditable: boolean; isInSight: boolean };

/** What a key asks for; null: nothing of the canvas. */
function commandOf(
  event: KeyboardEvent,
  does: JourneyCommands,
  { isEditable, isInSight }: Shown,
): (() => void) | null {
  const key = event.key.toLowerCase();
  const mod = event.metaKey || event.ctrlKey;
  const looking: Record<string, () => void> = {
    "1": does.fit,
    "+": () => does.zoom(1),
    "=": () => does.zoom(1),
    "-": () => does.zoom(-1),
  };
  const editing: Record<string, () => void> = {
    n: does.add,
    "/": does.search,
    t: does.tidy,
    delete: () => does.remove(!event.shiftKey),
    backspace: () => does.remove(!event.shiftKey),
  };
  const withMod: Record<string, () => void> = {
    z: event.shiftKey ? does.redo : does.undo,
    y: does.redo,
    s: does.save,
    ...(isInSight && { d: does.duplicate, a: does.selectAll }),
  };
  if (event.key === "?") {
    return does.help;
  }
  if (key === "escape") {
    return does.clear;
  }
  if (mod) {
    return isEditable || key === "a" ? (withMod[key] ?? null) : null;
  }
  if (!isInSight) {
    return null;
  }
  const arrow = arrows[event.key];
  if (event.altKey) {
    return isEditable && arrow ? () => does.move(...arrow) : null;
  }
  return looking[key] ?? (isEditable ? (editing[key] ?? null) : null);
}

/** Keys and the clipboard on a journey's page, off while somebody types. `box`: only what happens in it, or nowhere else. */
export function useJourneyKeys(
  box: RefObject<HTMLElement | null>,
  commands: JourneyCommands,
  shown: Shown,
): void {
  const latest = useRef({ commands, shown });
  latest.current = { commands, shown };
  useEffect(() => {
    const isOurs = ({ target }: Event) =>
      target === document.body || (target instanceof Node && (box.current?.contains(target) ?? false));
    const now = ({ target }: Event) => {
      const { commands: does, shown: at } = latest.current;
      const isAside = target instanceof Node && (detailsIn(box.current)?.contains(target) ?? false);
      return { does, isEditable: at.isEditable, isInSight: at.isInSight && !isAside };
    };
    const onKey = (event: KeyboardEvent) => {
      const isSave = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "s";
      if (event.defaultPrevented || !isOurs(event) || (isTyping(event.target) && !isSave)) {
        return;
      }
      const { does, ...at } = now(event);
      const command = commandOf(event, does, at);
      if (command) {
        event.preventDefault();
        event.stopPropagation();
        const hadFocus = document.activeElement !== document.body;
        command();
        // What had it may be gone, as a node that was deleted: the next Tab goes on from here, not from the page's top.
        requestAnimationFrame(() => {
          if (hadFocus && document.activeElement === document.body) {
            box.current?.focus({ preventScroll: true });
          }
        });
      }
    };
    const onCopy = (event: ClipboardEvent) => {
      const { does, isEditable, isInSight } = now(event);
      const hasText = (window.getSelection()?.toString() ?? "") !== "";
      if (!isInSight || !isOurs(event) || isTyping(event.target) || hasText) {
        return;
      }
      const text = does.copy();
      if (text !== null) {
        event.preventDefault();
        event.clipboardData?.setData("text/plain", text);
        if (event.type === "cut" && isEditable) {
          does.remove(true);
        }
      }
    };
    const onPaste = (event: ClipboardEvent) => {
      const { does, isEditable, isInSight } = now(event);
      if (isEditable && isInSight && isOurs(event) && !isTyping(event.target)) {
        if (does.paste(event.clipboardData?.getData("text/plain") ?? "")) {
          event.preventDefault();
        }
      }
    };
    // Before the page's own shortcuts, of which `?` is one too.
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [box]);
}
