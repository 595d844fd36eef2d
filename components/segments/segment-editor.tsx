"use client";

import {
  Alert,
  Button,
  Fieldset,
  Group,
  SegmentedControl,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useRef } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { definition } from "@/lib/segments/definition.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { ConflictAlert } from "../form/conflict-alert.tsx";
import { useVisitor } from "../visitor.tsx";
import { Builder } from "./builder.tsx";
import { CheckPanel } from "./check-panel.tsx";
import { InUseNotice } from "./in-use-notice.tsx";
import { placeWords } from "./place-words.ts";
import { ReachPanel } from "./reach-panel.tsx";
import classes from "./segments.module.css";
import { useReach } from "./use-reach.ts";
import { useSegmentForm } from "./use-segment-form.ts";

const words = segmentsMessages.builder;

/** Each time saving fails, what was refused gets the focus: the first field, else what stands above them. */
function useFirstProblem(error: Error | null): RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) {
      const refused = ["[aria-invalid=true]", "[role=alert]"].map((each) =>
        page.current?.querySelector(each),
      );
      refused.find((element) => element instanceof HTMLElement)?.focus();
    }
  }, [error]);
  return page;
}

/** Builds a segment, new or saved, with its reach beside it; of a list what it is called. */
export function SegmentEditor({
  segment,
  startKind = "past",
}: {
  segment: SegmentView | null;
  startKind?: "past" | "live";
}) {
  const router = useRouter();
  const mayWrite = useVisitor().can("segments.write");
  const form = useSegmentForm(segment, startKind, ({ id }) => {
    if (!segment) {
      router.replace(`/segments/${id}`);
    }
  });
  const { values, set, history, problems, failure, conflict } = form;
  const page = useFirstProblem(form.error);
  const reach = useReach(history.draft);
  const parsed = definition.safeParse(history.draft);
  const elsewhere = Object.entries(problems).filter(([path]) => path !== "name" && path !== "description");
  return (
    <div ref={page}>
      <Group justify="space-between" mb="md" gap="sm">
        {form.isList ? (
          <span />
        ) : (
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label={segmentsMessages.kind}
              disabled={!mayWrite}
              value={values.kind}
              data={(["past", "live"] as const).map((value) => ({
                value,
                label: segmentsMessages.kinds[value].name,
              }))}
              onChange={(next) => set.kind(next === "live" ? "live" : "past")}
            />
            <Text size="sm" c="dimmed">
              {words.kindHelp[values.kind]}
            </Text>
          </Group>
        )}
        {mayWrite && (
          <Group gap="sm">
            {segment && form.isUnsaved && (
              <Text size="sm" c="dimmed">
                {words.unsaved}
              </Text>
            )}
            <Button loading={form.isSaving} onClick={form.save}>
              {words.save}
            </Button>
          </Group>
        )}
      </Group>
      {segment && !form.isList && segment.definition === null && (
        <Alert color="yellow" mb="md">
          {words.unreadable}
        </Alert>
      )}
      {conflict && (
        <ConflictAlert
          title={words.conflictTitle}
          message={words.conflictText(
            conflict.fields.map((field) => words.fields[field] ?? field).join(" and another "),
          )}
          onTheirs={conflict.takeTheirs}
          onMine={conflict.saveOver}
        />
      )}
      {segment && form.changesWho && <InUseNotice segmentId={segment.id} />}
      {(elsewhere.length > 0 || failure) && (
        <Alert color="red" role="alert" mb="md" tabIndex={-1}>
          {elsewhere.map(([path, message]) => (
            <div key={path}>{`${placeWords(path)}${message}`}</div>
          ))}
          {failure?.message}
        </Alert>
      )}
      <div className={form.isList ? undefined : classes.layout}>
        <Fieldset disabled={!mayWrite} variant="unstyled" miw={0}>
          <Group gap="sm" mb="md" align="flex-start" grow preventGrowOverflow={false}>
            <TextInput
              label={words.name}
              value={values.name}
              maxLength={120}
              error={problems.name}
              onChange={(event) => set.name(event.currentTarget.value)}
            />
            <TagsInput
              label={words.labels}
              placeholder={values.labels.length === 0 ? words.labelsHelp : undefined}
              value={values.labels}
              maxTags={10}
              onChange={set.labels}
            />
          </Group>
          <Textarea
            label={words.description}
            autosize
            minRows={1}
            maxLength={500}
            mb="lg"
            value={values.description}
            error={problems.description}
            onChange={(event) => set.description(event.currentTarget.value)}
          />
          {!form.isList && (
            <Builder
              history={history}
              own={segment?.id ?? null}
              alone={reach.isCurrent ? (reach.query.data?.conditions ?? null) : null}
            />
          )}
        </Fieldset>
        {!form.isList && (
          <aside className={classes.aside}>
            <ReachPanel reach={reach} />
            <CheckPanel definition={parsed.success ? parsed.data : null} />
          </aside>
        )}
      </div>
    </div>
  );
}
