import { type RefObject, useEffect, useRef } from "react";

const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, a[href]";

/**
 * Whoever takes the thing away in which they stand, as by the button of a row, goes on from what stood before it: the
 * browser would send a keyboard back to the top of the page. Call it where what is inside changes.
 */
export function useFocusKept(inside: RefObject<HTMLElement | null>): void {
  /** Who has the focus, and before it what the way back leads to. */
  const wayBack = useRef<HTMLElement[]>([]);
  useEffect(() => {
    const container = inside.current;
    const remember = ({ target }: FocusEvent) => {
      const all = [...(container?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
      wayBack.current = all.slice(0, all.indexOf(target as HTMLElement) + 1).reverse();
    };
    container?.addEventListener("focusin", remember);
    return () => container?.removeEventListener("focusin", remember);
  }, [inside]);
  useEffect(() => {
    const [had] = wayBack.current;
    if (had && !had.isConnected && document.activeElement === document.body) {
      wayBack.current.find((element) => element.isConnected)?.focus();
    }
  });
}
