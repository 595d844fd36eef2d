import type { ComponentType } from "react";
import type { JourneyNode } from "@/lib/journeys/document.ts";
import type { DraftOf } from "../../segments/draft.ts";

export type EventRef = DraftOf<"did">["events"][number];

export type NodeFormProps = {
  node: JourneyNode;
  /** Changes some of its settings; `whole`: a step of its own. */
  set(changes: object, whole?: boolean): void;
  /** The event that people come here with; undefined where none is known. */
  event: EventRef | undefined;
  /** Everybody who comes here has an event. */
  hasEvent: boolean;
  /** An exit is drawn. */
  isLinked(exit: string): boolean;
};
export type NodeForm = ComponentType<NodeFormProps>;
