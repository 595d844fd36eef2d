import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView, UpdateSegment } from "@/lib/segments/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { useUnsaved } from "../ui/leave-guard.tsx";
import { changedOf } from "./changed-of.ts";
import { emptyDraft } from "./draft.ts";
import { useDraftHistory } from "./draft-history.ts";
import { type Given, savedMeanwhile } from "./meanwhile.ts";

type Kind = "past" | "live";

/** What can be changed of a segment, as the server has it. */
function partsOf({ name, description, labels, kind, definition }: SegmentView) {
  return kind === "list" ? { name, description, labels } : { name, description, labels, kind, definition };
}

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
  // As the server had it when it was last taken over here, and when it was saved from here last.
  const [seen, setSeen] = useState<Given>(segment ? partsOf(segment) : {});
  const [savedAt, setSavedAt] = useState(segment?.changedAt ?? "");
  const [tried, setTried] = useState<Given>({});
  const save = useMutation({
    onMutate: () => setTried(given),
    mutationFn: async (upon: Given) => ({
      view: await (segment
        ? call(segmentOperations["segments.update"], { id: segment.id, ...changed, seen: seenOf(upon) })
        : call(segmentOperations["segments.create"], { ...given, kind, definition: history.draft })),
      sent: text,
    }),
    onError: () => client.invalidateQueries({ queryKey: operationKey(segmentOperations["segments.get"]) }),
    onSuccess: async ({ view, sent }) => {
      // What was typed while it was being saved is not saved yet.
      setSaved(sent);
      setSeen(partsOf(view));
      setSavedAt(view.changedAt);
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
  /** Of what is changed here what it was; one that this version cannot read is nothing to compare with. */
  const seenOf = (upon: Given): UpdateSegment["seen"] =>
    Object.fromEntries(
      Object.entries(upon).filter(([field, was]) => field in changed && was !== null),
    ) as UpdateSegment["seen"];
  const adopt = (theirs: Given) => {
    const typed = { ...given, ...theirs } as typeof given;
    setName(typed.name);
    setDescription(typed.description);
    setLabels(typed.labels);
    if (segment && segment.kind !== "list" && "kind" in theirs) {
      setKind(segment.kind);
    }
    if (segment?.definition && "definition" in theirs) {
      history.change(segment.definition);
    }
    setSaved(JSON.stringify({ ...JSON.parse(saved), ...theirs }));
    setSeen({ ...seen, ...theirs });
  };
  // What was asked before it was saved from here may be answered after it.
  const isNewer = segment !== null && !save.isPending && segment.changedAt > savedAt;
  const meanwhile = isNewer ? savedMeanwhile(partsOf(segment), seen, changed) : { free: {}, against: {} };
  const isBehind = Object.keys(meanwhile.free).length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is behind is taken over once
  useEffect(() => {
    if (isBehind) {
      adopt(meanwhile.free);
    }
  }, [isBehind]);
  const against = Object.keys(meanwhile.against);
  return {
    values: { name, description, labels, kind },
    set: { name: setName, description: setDescription, labels: setLabels, kind: setKind },
    history,
    isList,
    isUnsaved,
    /** what is not saved yet makes others its members */
    changesWho: segment !== null && (changed.kind !== undefined || changed.definition !== undefined),
    isSaving: save.isPending,
    save: () => save.mutate(seen),
    error: save.error,
    /** the fields of which another was saved meanwhile than what is typed here: theirs is taken, or one's own saved over it */
    conflict:
      against.length === 0
        ? null
        : {
            fields: against,
            takeTheirs: async () => {
              save.reset();
              adopt(meanwhile.against);
            },
            saveOver: async () => {
              await save.mutateAsync({ ...seen, ...meanwhile.against });
            },
          },
    problems: problemsOf(save.error, tried, given),
    /** why it was not saved, where that is nobody field's fault; until something is changed */
    failure:
      save.error &&
      against.length === 0 &&
      refusedOf(save.error).length === 0 &&
      JSON.stringify(tried) === text
        ? save.error
        : null,
  };
}
