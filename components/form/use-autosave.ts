import { useCallback, useEffect, useRef, useState } from "react";
import { type SaveState, stateOfFailure, waitOf } from "./autosave.ts";

export type Secrets = Record<string, string | null>;

/** What is edited on a page, and how the server keeps it. */
export type Saved<View, Typed> = {
  isEditable(view: View): boolean;
  isSame(a: Typed, b: Typed): boolean;
  /** What is typed of it, as it was saved. */
  typedOf(view: View): Typed;
  /** Saves what differs between what is typed and what was kept, upon the version of `base`. */
  save(given: { typed: Typed; kept: Typed; base: View; secrets: Secrets }): Promise<View>;
  /** The newest of the same. */
  load(view: View): Promise<View>;
  /** Which draft it is: each that is saved has a higher number. */
  revisionOf(view: View): number;
  /** The same as if it were of that draft. */
  upon(view: View, revision: number): View;
};

export type Autosave<View, Typed> = {
  state: SaveState;
  /** As the server kept it last. */
  view: View;
  /** What the server kept last, as it was typed. */
  kept: Typed;
  /** Saves what is not saved yet; answers with the newest state, or null where it could not be saved. */
  flush(): Promise<View | null>;
  setSecret(key: string, value: string | null): void;
  /** After a conflict: saves what is typed here over what somebody else typed. */
  overwrite(): Promise<void>;
  /** Takes over what the server says, as after loading what somebody else typed. */
  adopt(view: View, typed: Typed): void;
  /**
   * Takes over how it stands with it after something else was done with the whole, as pausing: what is typed stays, and what is
   * not saved is still to be. Resolves what somebody else saved meanwhile, where nothing that is typed here goes against it: it
   * is to be adopted, or the next save would be written over it.
   */
  follow(view: View): Promise<View | null>;
};

/** Keeps what is typed on the server, a moment after each change and one save at a time. `saved` must stay the same. */
export function useAutosave<View, Typed>(
  initial: View,
  typed: Typed,
  saved: Saved<View, Typed>,
): Autosave<View, Typed> {
  const [view, setView] = useState(initial);
  const isEditable = saved.isEditable(view);
  const [kept, setKept] = useState(typed);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [secretCount, setSecretCount] = useState(0);
  const latest = useRef(typed);
  const keptRef = useRef(typed);
  const secrets = useRef<Secrets>({});
  const running = useRef<Promise<View | null> | null>(null);
  const newest = useRef(initial);
  latest.current = typed;

  const hasUnsaved = useCallback(
    () => !saved.isSame(latest.current, keptRef.current) || Object.keys(secrets.current).length > 0,
    [saved],
  );

  const saveOnce = useCallback(async (): Promise<View | null> => {
    const given = latest.current;
    const sealed = secrets.current;
    secrets.current = {};
    setState({ kind: "saving" });
    try {
      const answer = await saved.save({
        typed: given,
        kept: keptRef.current,
        base: newest.current,
        secrets: sealed,
      });
      newest.current = answer;
      keptRef.current = given;
      setView(answer);
      setKept(given);
      setState({ kind: hasUnsaved() ? "unsaved" : "saved" });
      return answer;
    } catch (error) {
      // What was not kept is tried with the next save; what was typed meanwhile is newer.
      secrets.current = { ...sealed, ...secrets.current };
      setState(stateOfFailure(error));
      return null;
    }
  }, [hasUnsaved, saved]);

  const flush = useCallback(async (): Promise<View | null> => {
    await running.current;
    if (!hasUnsaved()) {
      // What was typed was taken back.
      setState((now) => (now.kind === "unsaved" || now.kind === "offline" ? { kind: "saved" } : now));
      return newest.current;
    }
    running.current = saveOnce();
    const answer = await running.current;
    running.current = null;
    return answer !== null && hasUnsaved() ? flush() : answer;
  }, [hasUnsaved, saveOnce]);

  // A change, or a secret that was typed, is something to save.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what happened
  useEffect(() => {
    if (isEditable && hasUnsaved()) {
      setState((now) => (now.kind === "conflict" || now.kind === "saving" ? now : { kind: "unsaved" }));
    }
  }, [typed, secretCount, isEditable, hasUnsaved]);

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
  }, [wait, state, typed, secretCount, flush, isEditable]);

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

  const adopt = useCallback((next: View, its: Typed) => {
    newest.current = next;
    keptRef.current = its;
    setView(next);
    setKept(its);
    setState({ kind: "saved" });
  }, []);

  const follow = useCallback(
    async (given: View): Promise<View | null> => {
      // A save of one's own that is under way is nobody else's.
      await running.current;
      const known = saved.revisionOf(newest.current);
      const next = saved.revisionOf(given) < known ? await saved.load(given) : given;
      if (saved.revisionOf(next) !== known && !hasUnsaved()) {
        return next;
      }
      // Upon the draft that one knows: a save over another one is refused, and asks.
      newest.current = saved.upon(next, known);
      setView(newest.current);
      return null;
    },
    [hasUnsaved, saved],
  );

  return {
    state,
    view,
    kept,
    flush,
    adopt,
    follow,
    setSecret: (key, value) => {
      secrets.current = { ...secrets.current, [key]: value };
      setSecretCount((before) => before + 1);
    },
    overwrite: async () => {
      const theirs = await saved.load(newest.current);
      newest.current = theirs;
      // What they changed and one did not is one's own again, too: all that differs from theirs is saved.
      keptRef.current = saved.typedOf(theirs);
      await flush();
    },
  };
}
