import { useCallback, useEffect, useState } from "react";

/** The paths of the fields and parts that the focus leaves, from the inside out. */
function leftBy(event: FocusEvent): string[] {
  const { target, relatedTarget } = event;
  const to = relatedTarget instanceof Node ? relatedTarget : null;
  const left: string[] = [];
  let element = target instanceof Element ? target.closest<HTMLElement>("[data-path]") : null;
  while (element && !(element.contains(to) && element !== target)) {
    left.push(element.dataset.path ?? "");
    element = element.parentElement?.closest<HTMLElement>("[data-path]") ?? null;
  }
  return left;
}

/**
 * Which fields were left once. A problem is told at its field from then on, and at all of them once the campaign was to be
 * published: not while somebody still types for the first time.
 */
export function useVisited(): { shows: (path: string) => boolean; showAll: () => void } {
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  useEffect(() => {
    let isPressed = false;
    let left: string[] = [];
    const tell = () => {
      const paths = left;
      left = [];
      setVisited((before) =>
        paths.every((path) => before.has(path)) ? before : new Set([...before, ...paths]),
      );
    };
    // A problem that came up under a pressed pointer would move what is pressed away from it.
    const onPress = () => {
      isPressed = true;
    };
    const onRelease = () => {
      isPressed = false;
      setTimeout(tell);
    };
    const onLeave = (event: FocusEvent) => {
      left.push(...leftBy(event));
      if (!isPressed) {
        tell();
      }
    };
    document.addEventListener("focusout", onLeave);
    document.addEventListener("pointerdown", onPress, true);
    document.addEventListener("pointerup", onRelease, true);
    document.addEventListener("pointercancel", onRelease, true);
    return () => {
      document.removeEventListener("focusout", onLeave);
      document.removeEventListener("pointerdown", onPress, true);
      document.removeEventListener("pointerup", onRelease, true);
      document.removeEventListener("pointercancel", onRelease, true);
    };
  }, []);
  const shows = useCallback((path: string) => all || visited.has(path), [all, visited]);
  return { shows, showAll: useCallback(() => setAll(true), []) };
}
