const MARGIN = 24;

/** How far a part from `low` to `high` reaches out of one from 0 to `length`; its beginning counts more where it is larger. */
function beyond(low: number, high: number, length: number): number {
  if (low < MARGIN) {
    return low - MARGIN;
  }
  return high > length - MARGIN ? Math.min(low - MARGIN, high - length + MARGIN) : 0;
}

/** How far a node lies outside the box that the canvas is seen through, in pixels of the window. */
export function outOfSight(box: HTMLElement | null, id: string): { x: number; y: number } {
  const seen = box?.getBoundingClientRect();
  const node = box?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  return seen && node
    ? {
        x: beyond(node.left - seen.left, node.right - seen.left, seen.width),
        y: beyond(node.top - seen.top, node.bottom - seen.top, seen.height),
      }
    : { x: 0, y: 0 };
}
