"use client";

import { createContext, useContext } from "react";
import type { CampaignProblem, CampaignView } from "@/lib/campaigns/schema.ts";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import type { TemplateObject } from "@/lib/templates/types.ts";
import type { EditorDraft, What, When, Who } from "./draft.ts";

export type Editor = {
  draft: EditorDraft;
  kit: ChannelKit;
  /** As the server kept it last. */
  view: CampaignView;
  /** What texts of this campaign can speak of. */
  objects: readonly TemplateObject[];
  problems: readonly CampaignProblem[];
  isReadOnly: boolean;
  change(make: (draft: EditorDraft) => EditorDraft, whole?: boolean): void;
  /** Saves what is not saved yet; null where it could not be. */
  flush(): Promise<CampaignView | null>;
  /** Shows what was saved elsewhere meanwhile, where nothing that is typed here goes against it. */
  follow(): Promise<void>;
};

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext;

/** The campaign that is edited on this page. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) {
    throw new Error("useEditor needs an EditorProvider above it");
  }
  return editor;
}

type Part<Of> = (changes: Partial<Of>, whole?: boolean) => void;

/** Changes of a part of the document. */
export function useParts(): { who: Part<Who>; what: Part<What>; when: Part<When> } {
  const { change } = useEditor();
  return {
    who: (changes, whole) => change((draft) => ({ ...draft, who: { ...draft.who, ...changes } }), whole),
    what: (changes, whole) => change((draft) => ({ ...draft, what: { ...draft.what, ...changes } }), whole),
    when: (changes, whole) => change((draft) => ({ ...draft, when: { ...draft.when, ...changes } }), whole),
  };
}
