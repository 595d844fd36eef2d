"use client";

import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  ConnectionLineType,
  MarkerType,
  MiniMap,
  ReactFlow,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { type KeyboardEvent, useCallback, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { changeNote } from "@/lib/journeys/edits/notes.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { exitsOf, isEntry, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { nodeGroups } from "@/lib/journeys/nodes/node-kind.ts";
import { journeyCanvasMessages as words } from "@/lib/messages/journey-canvas.ts";
import { addAt } from "./add-at.ts";
import classes from "./canvas.module.css";
import { CanvasContext, type CanvasMarks, DropContext, type PickTarget } from "./canvas-context.ts";
import type { JourneyCanvasProps } from "./journey-canvas.tsx";
import { JourneyLink } from "./journey-link.tsx";
import { JourneyNodeFace } from "./journey-node.tsx";
import { JourneyNote } from "./journey-note.tsx";
import { isDirection, neighbour } from "./neighbours.ts";
import { belowNode, drawnNode, focusedIn, freeExit } from "./next-of.ts";
import { NodePicker } from "./node-picker.tsx";
import { outOfSight } from "./out-of-sight.ts";
import { onlyOne, selectNodes } from "./selection.ts";
import type { FlowEdge, FlowNode } from "./to-flow.ts";
import { useFlowItems } from "./use-flow-items.ts";
import { useGestures } from "./use-gestures.ts";
import { useKindDrop } from "./use-kind-drop.ts";
import { useReadableStart } from "./use-readable-start.ts";
import { ZoomBar } from "./zoom-bar.tsx";

const nodeTypes = { step: JourneyNodeFace, note: JourneyNote };
/** Nearer than this, a face can be read; farther away only its colour is drawn. */
const READABLE = 0.35;
const mapClass = (node: FlowNode): string => node.type;
const mapSize = { width: 150, height: 104 };
const edgeTypes = { link: JourneyLink };
// Of one size however thick its link is.
const edgeOptions = {
  markerEnd: { type: MarkerType.ArrowClosed, width: 24, height: 24, markerUnits: "userSpaceOnUse" },
};
// React Flow compares what it is given: what is made anew at each drawing would be told to every node.
const fitOptions = { maxZoom: 1, padding: 0.15 };
const selectMore = ["Shift", "Meta", "Control"];
const afterEntry = nodeGroups.filter((group) => group !== "entry");

/** What the list of kinds is for. */
function labelOf(target: PickTarget, document: JourneyDraft): string {
  const node = target.kind === "exit" ? nodeOf(document, target.from) : undefined;
  const exit = node && target.kind === "exit" && exitsOf(node)?.find(({ id }) => id === target.exit);
  return node && exit ? words.addAfter(exit.label, titleOf(node)) : words.picker.label;
}

/** So long a node is waited for that is to have the focus. */
const MOST_FRAMES = 60;

type Picking = { target: PickTarget; at: { x: number; y: number } };

/** The canvas inside React Flow's provider. */
export function Flow(props: JourneyCanvasProps) {
  const {
    document: drawn,
    mode,
    onEdit,
    onEnter,
    selection,
    faces,
    edgeLabels,
    lit,
    onTidy,
    imageTitle,
    inPage = false,
    hasMap = true,
    handle,
    children,
  } = props;
  const isEditable = mode === "edit" && onEdit !== undefined;
  const colorScheme = useComputedColorScheme("light");
  const { nodes, edges, onNodesChange, onEdgesChange, select } = useFlowItems(props);
  const { fitView, getNodes, getViewport, screenToFlowPosition, setViewport, zoomIn, zoomOut } = useReactFlow<
    FlowNode,
    FlowEdge
  >();
  const box = useRef<HTMLElement>(null);
  const isFar = useStore(({ transform }) => transform[2] < READABLE);
  const [picking, setPicking] = useState<Picking | null>(null);
  // What is put on an empty canvas stays where it was put.
  const [beganWithNodes] = useState(drawn.nodes.length > 0);
  const latest = useRef(drawn);
  latest.current = drawn;

  useReadableStart(inPage);
  const pick = useCallback((target: PickTarget, at: Picking["at"]) => setPicking({ target, at }), []);
  const stopPicking = useCallback(() => setPicking(null), []);
  const gestures = useGestures({ document: drawn, onEdit, pick });
  const focusNode = useCallback((id: string, frames = MOST_FRAMES, before = document.activeElement) => {
    const node = drawnNode(box.current, id);
    node?.focus({ preventScroll: true });
    // One that was just added is hidden, and takes no focus, until it is measured. Whoever went elsewhere meanwhile stays there.
    const { activeElement } = document;
    if (activeElement !== node && activeElement === before && frames > 0) {
      requestAnimationFrame(() => focusNode(id, frames - 1, before));
    }
  }, []);
  const add = (kind: string, target: PickTarget) => {
    const added = addAt(latest.current, kind, target, freshId);
    if (added) {
      onEdit?.(() => added.document, true);
      select(selectNodes([added.node]));
      // The list of kinds is gone, and its focus would be lost with it.
      requestAnimationFrame(() => focusNode(added.node));
    }
  };
  const drop = useKindDrop(isEditable ? add : null);
  const marks = useMemo<CanvasMarks>(
    () => ({
      ...{ isEditable, faces, edgeLabels, lit, pick },
      changeNote: (id, change) => onEdit?.((document) => changeNote(document, id, change), true),
    }),
    [isEditable, faces, edgeLabels, lit, pick, onEdit],
  );

  const show = useCallback(
    (ids: readonly string[]) => {
      const fit = () =>
        void fitView({
          nodes: ids.map((id) => ({ id })),
          duration: 160,
          maxZoom: 1,
          minZoom: 0.6,
          padding: 0.4,
        });
      // What opens beside the canvas with it has taken its room by the second frame.
      requestAnimationFrame(() => requestAnimationFrame(fit));
    },
    [fitView],
  );
  const middle = () => {
    const { left = 0, top = 0, width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {};
    return { x: left + width / 2, y: top + height / 2 };
  };
  useImperativeHandle(handle, () => ({
    show: (ids, { focus = false } = {}) => {
      show(ids);
      const [first] = ids;
      if (focus && first !== undefined) {
        focusNode(first);
      }
    },
    focus: focusNode,
    reveal: (id) => {
      const by = outOfSight(box.current, id);
      if (by.x !== 0 || by.y !== 0) {
        const { x, y, zoom } = getViewport();
        void setViewport({ x: x - by.x, y: y - by.y, zoom }, { duration: 160 });
      }
    },
    fit: () => void fitView({ duration: 160, ...fitOptions }),
    zoom: (by) => void (by > 0 ? zoomIn : zoomOut)({ duration: 120 }),
    centre: () => screenToFlowPosition(middle()),
    pick: () => {
      const one = selection ? onlyOne(selection) : null;
      const id = focusedIn(box.current) ?? (one && "node" in one ? one.node : null);
      const exit = id === null ? undefined : freeExit(latest.current, id);
      const at = (id !== null && exit && belowNode(box.current, id)) || middle();
      const { x, y } = screenToFlowPosition(at);
      pick(
        id !== null && exit
          ? { kind: "exit", from: id, exit: exit.id }
          : { kind: "place", place: { x: x - 110, y: y - 40 } },
        at,
      );
    },
    sizes: () =>
      new Map(
        getNodes().flatMap(({ id, type, measured }) =>
          type === "step" && measured?.width && measured.height
            ? [[id, { width: measured.width, height: measured.height }]]
            : [],
        ),
      ),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.id;
    if (!id || !(event.target as HTMLElement).classList.contains("react-flow__node")) {
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      select(selectNodes([id]));
      if (event.key === "Enter") {
        onEnter?.(id);
      }
    } else if (isDirection(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const next = neighbour(latest.current, id, event.key);
      event.preventDefault();
      if (next !== null) {
        focusNode(next);
        show([next]);
      }
    }
  };

  return (
    <CanvasContext.Provider value={marks}>
      <DropContext.Provider value={drop.overEdge}>
        <section
          ref={box}
          aria-label={words.label}
          className={classes.canvas}
          data-editable={isEditable || undefined}
          data-connecting={gestures.isConnecting || undefined}
          data-dropping={drop.isDragging || undefined}
          data-lit={lit ? true : undefined}
          data-far={isFar || undefined}
          onKeyDown={onKeyDown}
          {...drop.handlers}
        >
          <ReactFlow<FlowNode, FlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            defaultEdgeOptions={edgeOptions}
            colorMode={colorScheme}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            {...gestures.handlers}
            onPaneClick={stopPicking}
            connectionLineType={ConnectionLineType.SmoothStep}
            connectionRadius={30}
            nodesDraggable={isEditable}
            nodesConnectable={isEditable}
            deleteKeyCode={null}
            multiSelectionKeyCode={selectMore}
            disableKeyboardA11y
            selectNodesOnDrag={false}
            elevateNodesOnSelect={false}
            minZoom={0.1}
            maxZoom={2}
            zoomOnScroll={!inPage}
            preventScrolling={!inPage}
            fitView={beganWithNodes && !inPage}
            fitViewOptions={fitOptions}
          >
            {/* From far away its dots are a grey haze that costs more than all the rest. */}
            {!isFar && <Background gap={24} />}
            {hasMap && (
              <MiniMap
                style={mapSize}
                pannable
                zoomable
                ariaLabel={words.zoom.map}
                className={classes.map}
                nodeClassName={mapClass}
              />
            )}
            <ZoomBar onTidy={onTidy} imageTitle={imageTitle} />
            {children}
          </ReactFlow>
          {picking && (
            <NodePicker
              at={picking.at}
              label={labelOf(picking.target, drawn)}
              groups={picking.target.kind === "place" && !drawn.nodes.some(isEntry) ? undefined : afterEntry}
              onPick={(kind) => {
                setPicking(null);
                add(kind, picking.target);
              }}
              onClose={() => setPicking(null)}
            />
          )}
        </section>
      </DropContext.Provider>
    </CanvasContext.Provider>
  );
}
