"use client";

import { Alert, Button, Group, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { definition } from "@/lib/segments/definition.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { ApiError, call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { BackLink } from "../ui/back-link.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useVisitor } from "../visitor.tsx";
import { Builder } from "./builder.tsx";
import { CheckPanel } from "./check-panel.tsx";
import { emptyDraft } from "./draft.ts";
import { useDraftHistory } from "./draft-history.ts";
import { ReachPanel } from "./reach-panel.tsx";
import classes from "./segments.module.css";
import { useReach } from "./use-reach.ts";

const words = segmentsMessages.builder;

type Problems = Record<string, string>;

function problemsOf(error: unknown): Problems {
  return error instanceof ApiError
    ? Object.fromEntries(error.problem.problems.map(({ path, message }) => [path, message]))
    : {};
}

/** Builds a segment, new or saved, with its reach beside it. */
export function SegmentScreen({ segment }: { segment: SegmentView | null }) {
  const router = useRouter();
  const client = useQueryClient();
  const mayWrite = useVisitor().can("segments.write");
  const [name, setName] = useState(segment?.name ?? "");
  const [description, setDescription] = useState(segment?.description ?? "");
  const [labels, setLabels] = useState(segment?.labels ?? []);
  const history = useDraftHistory(segment?.definition ?? emptyDraft);
  const reach = useReach(history.draft);
  const parsed = definition.safeParse(history.draft);
  const save = useMutation({
    mutationFn: () => {
      const given = { name, description, labels, definition: history.draft };
      return segment
        ? call(segmentOperations["segments.update"], { id: segment.id, ...given })
        : call(segmentOperations["segments.create"], given);
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: operationKey(segmentOperations["segments.list"]) });
      sayDone(words.saved);
      if (!segment) {
        router.replace(`/segments/${saved.id}`);
      }
    },
  });
  const problems = problemsOf(save.error);
  const elsewhere = Object.entries(problems).filter(([path]) => path !== "name" && path !== "description");
  return (
    <>
      <PageHeader
        above={<BackLink href="/segments">{segmentsMessages.title}</BackLink>}
        title={segment?.name ?? segmentsMessages.create}
        description={segment?.archivedAt ? words.archived : undefined}
        actions={
          mayWrite && (
            <Button loading={save.isPending} onClick={() => save.mutate()}>
              {words.save}
            </Button>
          )
        }
      />
      {segment && segment.definition === null && (
        <Alert color="yellow" mb="md">
          {words.unreadable}
        </Alert>
      )}
      {save.error && (elsewhere.length > 0 || !problems.name) && (
        <Alert color="red" role="alert" mb="md">
          {elsewhere.length > 0
            ? elsewhere.map(([path, message]) => <div key={path}>{`${placeWords(path)}${message}`}</div>)
            : save.error.message}
        </Alert>
      )}
      <div className={classes.layout}>
        <fieldset disabled={!mayWrite} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Group gap="sm" mb="md" align="flex-start" grow preventGrowOverflow={false}>
            <TextInput
              label={words.name}
              value={name}
              maxLength={120}
              error={problems.name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TagsInput
              label={words.labels}
              placeholder={labels.length === 0 ? words.labelsHelp : undefined}
              value={labels}
              maxTags={10}
              onChange={setLabels}
            />
          </Group>
          <Textarea
            label={words.description}
            autosize
            minRows={1}
            maxLength={500}
            mb="lg"
            value={description}
            error={problems.description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Builder
            history={history}
            own={segment?.id ?? null}
            alone={reach.isCurrent ? (reach.query.data?.conditions ?? null) : null}
          />
        </fieldset>
        <aside className={classes.aside}>
          <ReachPanel reach={reach} />
          <CheckPanel definition={parsed.success ? parsed.data : null} />
        </aside>
      </div>
    </>
  );
}

/** "Group 1, condition 2: " for a place in the definition. */
function placeWords(path: string): string {
  const [, group, condition] = /groups\[(\d+)\](?:\.conditions\[(\d+)\])?/.exec(path) ?? [];
  if (group === undefined) {
    return "";
  }
  const of = condition === undefined ? "" : `, condition ${Number(condition) + 1}`;
  return `Group ${Number(group) + 1}${of}: `;
}
