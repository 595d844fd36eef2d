"use client";

import { Alert, Button, Fieldset, Group, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { listMessages as words } from "@/lib/messages/lists.ts";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { listOperations } from "@/lib/segments/lists/operations.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { ApiError, call } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { useUnsaved } from "../../ui/leave-guard.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useVisitor } from "../../visitor.tsx";
import { ListFileFields } from "./list-file-fields.tsx";
import { useListFile } from "./use-list-file.ts";

const ofFields = ["name", "description", "labels"];

function fieldProblems(error: unknown): Record<string, string> {
  const problems = error instanceof ApiError ? error.problem.problems : [];
  const own = problems.filter(({ path }) => ofFields.some((field) => path.startsWith(field)));
  return Object.fromEntries(own.map(({ path, message }) => [path.replace(/\W.*/, ""), message]));
}

/** *New list*: a name and a file; then the list's page with the import's report. */
export function NewListScreen() {
  const router = useRouter();
  const client = useQueryClient();
  const formId = useId();
  const mayWrite = useVisitor().can("segments.write");
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [labels, setLabels] = useState<string[]>([]);
  const [made, setMade] = useState<SegmentView | null>(null);
  const file = useListFile();
  const create = useMutation({
    mutationFn: async () => {
      const given = { name, description, labels };
      // A file that was not taken leaves the list there: the next try goes into the same one.
      const list = made
        ? await call(segmentOperations["segments.update"], { id: made.id, ...given })
        : await call(listOperations["segments.lists.create"], given);
      setMade(list);
      await client.invalidateQueries({ queryKey: operationKey(segmentOperations["segments.list"]) });
      return file.send(list.id, "add");
    },
    onSuccess: ({ id, segmentId }) => router.push(`/segments/${segmentId}?tab=imports&import=${id}`),
  });
  const isTyped = `${name}${description}${labels.join("")}` !== "" || file.file !== null;
  useUnsaved(isTyped && !create.isSuccess);
  const problems = fieldProblems(create.error);
  const elsewhere = Object.keys(problems).length === 0 ? create.error : null;
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate();
  }
  return (
    <>
      <PageHeader
        above={<BackLink href="/segments">{segmentsMessages.title}</BackLink>}
        title={words.create}
        description={words.description}
        actions={
          mayWrite && (
            <Button
              type="submit"
              form={formId}
              loading={create.isPending}
              disabled={!file.isReady}
              title={file.isReady ? undefined : words.needsFile}
            >
              {made ? words.again : words.start}
            </Button>
          )
        }
      />
      {made && elsewhere && (
        <Alert color="yellow" mb="md">
          {words.saved(made.name)}
        </Alert>
      )}
      <form id={formId} onSubmit={submit}>
        <Fieldset variant="unstyled" disabled={!mayWrite} maw={760}>
          <Stack>
            <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
              <TextInput
                label={words.name}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={problems.name}
                maxLength={120}
                required
                data-autofocus
              />
              <TagsInput
                label={words.labels}
                placeholder={labels.length === 0 ? words.labelsHelp : undefined}
                value={labels}
                onChange={setLabels}
                error={problems.labels}
                maxTags={10}
              />
            </Group>
            <Textarea
              label={words.about}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
              error={problems.description}
              maxLength={500}
              autosize
              minRows={1}
            />
            <section aria-label={words.file}>
              <ListFileFields of={file} sending={create.isPending && made !== null} error={elsewhere} />
            </section>
          </Stack>
        </Fieldset>
      </form>
    </>
  );
}
