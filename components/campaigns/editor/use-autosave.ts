import { useCallback, useEffect, useRef, useState } from "react";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { call } from "../../api.ts";
import { type SaveState, stateOfFailure, waitOf } from "./autosave.ts";
import { draftToSave, type EditorDraft } from "./draft.ts";

/** What is typed of a campaign. */
export type Typed = { name: string; labels: string[]; draft: EditorDraft };
export type Secrets = Record<string, string | null>;

export type Autosave = {
  state: SaveState;
  /** The campaign as the server kept it last. */
  view: CampaignView;
  /** What the server kept last, as it was typed. */
  kept: Typed;
  /** Saves what is not saved yet; answers with the newest state, or null where it could not be saved. */
  flush(): Promise<CampaignView | null>;
  setSecret(key: string, value: string | null): void;
  /** After a conflict: saves what is typed here over what somebody else typed. */
  overwrite(): Promise<void>;
  /** Takes over what the server says of the campaign, as after publishing or loading what somebody else typed. */
  adopt(view: CampaignView, typed: Typed): void;
};

const isSame = (a: Typed, b: Typed): boolean =>
  a.draft === b.draft && a.name === b.name && a.labels === b.labels;

/** Keeps what is typed on the server, a moment after each change and one save at a time. */
export function useAutosave(initial: CampaignView, typed: Typed): Autosave {
  const [view, setView] = useState(initial);
  const isEditable = view.may.edit.allowed;
  const [kept, setKept] = useState(typed);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [secretCount, setSecretCount] = useState(0);
  const latest = useRef(typed);
  const keptRef = useRef(typed);
  const version = useRef(initial.version);
  const secrets = useRef<Secrets>({});
  const running = useRef<Promise<CampaignView | null> | null>(null);
  const newest = useRef(initial);
  latest.current = typed;

  const hasUnsaved = useCallback(
    () => !isSame(latest.current, keptRef.current) || Object.keys(secrets.current).length > 0,
    [],
  );

  const saveOnce = useCallback(async (): Promise<CampaignView | null> => {
    const given = latest.current;
    const sealed = secrets.current;
    secrets.current = {};
    setState({ kind: "saving" });
    try {
      const saved = await call(campaignOperations["campaigns.update"], {
        id: newest.current.id,
        version: version.current,
        ...(given.name !== keptRef.current.name && given.name.trim() !== "" && { name: given.name }),
        ...(given.labels !== keptRef.current.labels && { labels: given.labels }),
        ...(given.draft !== keptRef.current.draft && { draft: draftToSave(given.draft) }),
        ...(Object.keys(sealed).length > 0 && { secrets: sealed }),
      });
      version.current = saved.version;
      newest.current = saved;
      keptRef.current = given;
      setView(saved);
      setKept(given);
      setState({ kind: hasUnsaved() ? "unsaved" : "saved" });
      return saved;
    } catch (error) {
      // What was not kept is tried with the next save; what was typed meanwhile is newer.
      secrets.current = { ...sealed, ...secrets.current };
      setState(stateOfFailure(error));
      return null;
    }
  }, [hasUnsaved]);

  const flush = useCallback(async (): Promise<CampaignView | null> => {
    await running.current;
    if (!hasUnsaved()) {
      return newest.current;
    }
    running.current = saveOnce();
    const saved = await running.current;
    running.current = null;
    return saved !== null && hasUnsaved() ? flush() : saved;
  }, [hasUnsaved, saveOnce]);

  // A change, or a secret that was typed, is something to save.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what happened
  useEffect(() => {
    if (isEditable && hasUnsaved()) {
      setState((now) => (now.kind === "conflict" || now.kind === "saving" ? now : { kind: "unsaved" }));
    }
  }, [typed.draft, typed.name, typed.labels, secretCount, isEditable, hasUnsaved]);

  const wait = waitOf(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew
  useEffect(() => {
    if (wait === null || !isEditable) {
      return;
    }
    const timer = setTimeout(flush, wait);
    window.addEventListener("online", flush);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", flush);
    };
  }, [wait, state, typed.draft, typed.name, typed.labels, secretCount, flush, isEditable]);

  const isUnsaved = state.kind !== "saved";
  useEffect(() => {
    if (!isUnsaved || !isEditable) {
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved, isEditable]);

  // Whoever follows a link leaves before the pause is over.
  useEffect(
    () => () => {
      if (isEditable && hasUnsaved()) {
        void flush();
      }
    },
    [isEditable, hasUnsaved, flush],
  );

  const adopt = useCallback((next: CampaignView, its: Typed) => {
    version.current = next.version;
    newest.current = next;
    keptRef.current = its;
    setView(next);
    setKept(its);
    setState({ kind: "saved" });
  }, []);

  return {
    state,
    view,
    kept,
    flush,
    adopt,
    setSecret: (key, value) => {
      secrets.current = { ...secrets.current, [key]: value };
      setSecretCount((before) => before + 1);
    },
    overwrite: async () => {
      const { version: theirs } = await call(campaignOperations["campaigns.get"], { id: newest.current.id });
      version.current = theirs;
      await flush();
    },
  };
}
