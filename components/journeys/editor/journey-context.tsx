"use client";

import { createContext, useContext } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import type { OnEdit } from "../canvas/journey-canvas.tsx";
import type { Selection } from "../canvas/selection.ts";
import type { Typed } from "./saved-journey.ts";

export type JourneyEditing = {
  /** As the server kept it last. */
  view: JourneyView;
  /** As it is typed. */
  typed: Typed;
  document: JourneyDraft;
  problems: readonly JourneyProblem[];
  /** What is called how that the nodes mention. */
  named: Named;
  isReadOnly: boolean;
  edit: OnEdit;
  /** Changes its name, description or labels. */
  tell(changes: Partial<Omit<Typed, "document">>, whole?: boolean): void;
  selection: Selection;
  select(selection: Selection): void;
  /** Chooses one node and gives the focus to the side that opens for it. */
  openDetails(node: string): void;
  /** Chooses nothing; the focus goes back from the side to what it was opened for. */
  closeDetails(): void;
  /** Problems are told at every field, left before or not. */
  showsAll: boolean;
  undo: (() => void) | null;
  redo: (() => void) | null;
  secretsOf(node: string): readonly string[];
  setSecret(node: string, key: string, value: string | null): void;
  /** Saves what is not saved yet; null where it could not be. */
  flush(): Promise<JourneyView | null>;
  /** Shows what was saved elsewhere meanwhile, where nothing that is typed here goes against it. */
  follow(): Promise<void>;
};

const JourneyContext = createContext<JourneyEditing | null>(null);
export const JourneyProvider = JourneyContext;

/** The journey that is edited on this page. */
export function useJourney(): JourneyEditing {
  const journey = useContext(JourneyContext);
  if (!journey) {
    throw new Error("useJourney needs a JourneyProvider above it");
  }
  return journey;
}
