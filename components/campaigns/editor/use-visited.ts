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
    const onLeave = (event: FocusEvent) => {
      const left = leftBy(event);
      setVisited((before) =>
        left.every((path) => before.has(path)) ? before : new Set([...before, ...left]),
      );
    };
    document.addEventListener("focusout", onLeave);
    return () => document.removeEventListener("focusout", onLeave);
  }, []);
  const shows = useCallback((path: string) => all || visited.has(path), [all, visited]);
  return { shows, showAll: useCallback(() => setAll(true), []) };
}
