import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { useUnsaved } from "../ui/leave-guard.tsx";
import { changedOf } from "./changed-of.ts";
import { emptyDraft } from "./draft.ts";
import { useDraftHistory } from "./draft-history.ts";

type Kind = "past" | "live";

type Given = Record<string, unknown>;

const refusedOf = (error: unknown) => (error instanceof ApiError ? error.problem.problems : []);

/** What was refused of what was tried, by its path; of a part that was changed since, nothing is known. */
function problemsOf(error: unknown, tried: Given, given: Given): Record<string, string> {
  const problems = refusedOf(error);
  const isSame = (path: string) => {
    const part = /^\w+/.exec(path)?.[0] ?? "";
    return JSON.stringify(tried[part]) === JSON.stringify(given[part]);
  };
  return Object.fromEntries(
    problems.filter(({ path }) => isSame(path)).map(({ path, message }) => [path, message]),
  );
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
  const [tried, setTried] = useState<Given>({});
  const save = useMutation({
    onMutate: () => setTried(given),
    mutationFn: async () => ({
      view: await (segment
        ? call(segmentOperations["segments.update"], {
            id: segment.id,
            ...changed,
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
  const changed = changedOf(given, JSON.parse(saved));
  useUnsaved(isUnsaved);
  return {
    values: { name, description, labels, kind },
    set: { name: setName, description: setDescription, labels: setLabels, kind: setKind },
    history,
    isList,
    isUnsaved,
    /** what is not saved yet makes others its members */
    changesWho: segment !== null && (changed.kind !== undefined || changed.definition !== undefined),
    save,
    problems: problemsOf(save.error, tried, given),
    /** why it was not saved, where that is nobody field's fault; until something is changed */
    failure:
      save.error && refusedOf(save.error).length === 0 && JSON.stringify(tried) === text ? save.error : null,
  };
}
