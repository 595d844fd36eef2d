"use client";

import { createContext, useContext } from "react";
import type { CampaignProblem, CampaignView } from "@/lib/campaigns/schema.ts";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import type { TemplateObject } from "@/lib/templates/types.ts";
import type { EditorDraft, What, When, Who } from "./draft.ts";
import { problemAt, problemsIn } from "./problems.ts";

export type Editor = {
  draft: EditorDraft;
  kit: ChannelKit;
  /** As the server kept it last. */
  view: CampaignView;
  /** What texts of this campaign can speak of. */
  objects: readonly TemplateObject[];
  problems: readonly CampaignProblem[];
  isReadOnly: boolean;
  /** Whether problems of a field are told: it was left once, or the campaign was to be published. */
  shows(path: string): boolean;
  change(make: (draft: EditorDraft) => EditorDraft, whole?: boolean): void;
  setSecret(key: string, value: string | null): void;
  /** Saves what is not saved yet; null where it could not be. */
  flush(): Promise<CampaignView | null>;
  undo: (() => void) | null;
  redo: (() => void) | null;
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

/** What a field of the document needs: where it stands, so that a problem leads to it, and its problem. */
export function useField(path: string): { "data-path": string; error: string | null } {
  const { problems, shows } = useEditor();
  return { "data-path": path, error: shows(path) ? problemAt(problems, path) : null };
}

/** All problems of a part that has no fields of its own names, once they are to be told. */
export function useProblemsIn(path: string): CampaignProblem[] {
  const { problems, shows } = useEditor();
  return shows(path) ? problemsIn(problems, path) : [];
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
