import type { ComponentType } from "react";
import type { Qualification } from "@/lib/channels/kit.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { isLive } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { Part } from "../section.tsx";
import { CapPart } from "./cap.tsx";
import { ControlGroupPart } from "./control-group.tsx";
import { FilterPart } from "./filter.tsx";
import { ReachPart } from "./reach.tsx";
import { ExternalTarget, ListTarget, LiveTarget, PastTarget } from "./target.tsx";

/** Who is meant, by the way in which people come to the message. */
const targets: Record<Qualification, ComponentType> = {
  past: PastTarget,
  list: ListTarget,
  live: LiveTarget,
  external: ExternalTarget,
};

/** Define the audience. */
export function WhoParts() {
  const { draft } = useEditor();
  const Target = targets[draft.qualification];
  return (
    <>
      <Part title={campaignEditorMessages.target.title}>
        <Target />
      </Part>
      {isLive(draft) && <FilterPart />}
      <ReachPart />
      <ControlGroupPart />
      <CapPart />
    </>
  );
}
