"use client";

import { Checkbox, Group, NativeSelect, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isStoryKind, storyKinds } from "@/lib/audiences/stories/kinds.ts";
import { storyOperations } from "@/lib/audiences/stories/operations.ts";
import type { StoryComponent } from "@/lib/audiences/stories/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { operationQuery } from "../../operation-query.ts";
import type { OriginFieldsProps, StoryChoice } from "../origin-choice.ts";

const words = originMessages.story;
const BY_HAND = "";

const optionOf = ({ componentId, kind, storyId }: StoryComponent) => ({
  value: componentId,
  label: words.option(componentId, isStoryKind(kind) ? storyKinds[kind].label : kind, storyId),
});

function SeenAnswers({
  of,
  value,
  onChange,
}: {
  of: StoryComponent;
  value: string[];
  onChange: (answers: string[]) => void;
}) {
  return (
    <Checkbox.Group label={words.answers} description={words.answersHelp} value={value} onChange={onChange}>
      <Stack gap={6} mt={8}>
        {of.answers.map(({ answer, count }) => (
          <Checkbox
            key={answer}
            value={answer}
            label={
              <Group gap={8} wrap="nowrap">
                <span>{answer}</span>
                <Text span size="xs" c="dimmed" className="numbers">
                  {words.times(count.toLocaleString("en"))}
                </Text>
              </Group>
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** Which component of a story, and which of its answers: among those seen, or by hand. */
export function StoryFields({ value, onChange }: OriginFieldsProps) {
  const { story } = value;
  const asked = useQuery(operationQuery(storyOperations["audiences.storyComponents"], {}));
  const seen = asked.data?.items ?? [];
  const [byHand, setByHand] = useState(false);
  const set = (change: Partial<StoryChoice>) => onChange({ ...value, story: { ...story, ...change } });
  const chosen = byHand ? undefined : seen.find((one) => one.componentId === story.componentId);
  return (
    <Stack>
      {seen.length > 0 ? (
        <NativeSelect
          label={words.component}
          description={words.componentHelp}
          value={chosen?.componentId ?? (byHand ? BY_HAND : "choose")}
          onChange={(event) => {
            const componentId = event.currentTarget.value;
            setByHand(componentId === BY_HAND);
            set({ componentId, answers: [] });
          }}
          data={[
            ...(chosen || byHand ? [] : [{ value: "choose", label: "Choose one", disabled: true }]),
            ...seen.map(optionOf),
            { value: BY_HAND, label: words.byHand },
          ]}
        />
      ) : (
        asked.data && (
          <Text size="sm" c="dimmed">
            {words.noneYet}
          </Text>
        )
      )}
      {chosen && (
        <SeenAnswers of={chosen} value={story.answers ?? []} onChange={(answers) => set({ answers })} />
      )}
      {(byHand || (asked.data && seen.length === 0)) && (
        <>
          <TextInput
            label={words.id}
            description={words.idHelp}
            value={story.componentId}
            onChange={(event) => set({ componentId: event.currentTarget.value })}
            maxLength={200}
            required
          />
          <TagsInput
            label={words.answers}
            description={words.answersHelp}
            value={story.answers ?? []}
            onChange={(answers) => set({ answers })}
            maxTags={50}
          />
        </>
      )}
    </Stack>
  );
}
