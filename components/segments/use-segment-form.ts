import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { changedOf } from "./changed-of.ts";
import { emptyDraft } from "./draft.ts";
import { useDraftHistory } from "./draft-history.ts";

type Kind = "past" | "live";

const problemsOf = (error: unknown): Record<string, string> =>
  error instanceof ApiError
    ? Object.fromEntries(error.problem.problems.map(({ path, message }) => [path, message]))
    : {};

/** The browser asks before a page with unsaved work is left. */
function useAskBeforeLeaving(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) {
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
}

/** What is typed of a segment, new or saved, and how it is saved. A list has no definition. */
export function useSegmentForm(
  segment: SegmentView | null,
  startKind: Kind,
  onSaved: (saved: SegmentView) => void,
) {
  const client = useQueryClient();
  const [name, setName] = useState(segment?.name ?? "");
  const [description, setDescription] = useState(segment?.description ?? "");
  const [labels, setLabels] = useState(segment?.labels ?? []);
  const [kind, setKind] = useState<Kind>(segment?.kind === "live" ? "live" : startKind);
  const history = useDraftHistory(segment?.definition ?? emptyDraft);
  const isList = segment?.kind === "list";
  const given = { name, description, labels, ...(!isList && { kind, definition: history.draft }) };
  const text = JSON.stringify(given);
  const [saved, setSaved] = useState(text);
  const save = useMutation({
    mutationFn: async () => ({
      view: await (segment
        ? call(segmentOperations["segments.update"], {
            id: segment.id,
            ...changedOf(given, JSON.parse(saved)),
          })
        : call(segmentOperations["segments.create"], { ...given, kind, definition: history.draft })),
      sent: text,
    }),
    onSuccess: async ({ view, sent }) => {
      // What was typed while it was being saved is not saved yet.
      setSaved(sent);
      const { "segments.list": list, "segments.get": get } = segmentOperations;
      await Promise.all(
        [list, get].map((operation) => client.invalidateQueries({ queryKey: operationKey(operation) })),
      );
      sayDone(segmentsMessages.builder.saved);
      onSaved(view);
    },
  });
  const isUnsaved = text !== saved;
  useAskBeforeLeaving(isUnsaved);
  return {
    values: { name, description, labels, kind },
    set: { name: setName, description: setDescription, labels: setLabels, kind: setKind },
    history,
    isList,
    isUnsaved,
    save,
    problems: problemsOf(save.error),
  };
}
