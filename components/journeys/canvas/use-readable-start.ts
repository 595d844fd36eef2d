import { useNodesInitialized, useReactFlow, useStore } from "@xyflow/react";
import { useEffect } from "react";

/** Nearer than this, counts on faces and links can be read without leaning forward. */
const READABLE = 0.75;
const MARGIN = 28;

/** Where a part from `low` on of this length is put in a box: in its middle, or at its beginning where it is longer. */
const startOf = (low: number, length: number, box: number, zoom: number): number =>
  Math.max(MARGIN, (box - length * zoom) / 2) - low * zoom;

/**
 * What a canvas in a page shows first, and again when its box has another size: all of the journey where it can be read then,
 * else its beginning.
 */
export function useReadableStart(isOn: boolean): void {
  const isReady = useNodesInitialized();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const { getNodes, getNodesBounds, setViewport } = useReactFlow();
  useEffect(() => {
    if (!isOn || !isReady || width === 0) {
      return;
    }
    const all = getNodesBounds(getNodes());
    const fits = Math.min((width - 2 * MARGIN) / all.width, (height - 2 * MARGIN) / all.height);
    const zoom = Math.min(1, Math.max(READABLE, fits));
    void setViewport({
      ...{ zoom, x: startOf(all.x, all.width, width, zoom), y: startOf(all.y, all.height, height, zoom) },
    });
  }, [isOn, isReady, width, height, getNodes, getNodesBounds, setViewport]);
}
