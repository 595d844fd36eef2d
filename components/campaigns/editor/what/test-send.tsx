import { Button, MultiSelect, Stack, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconCircleCheck, IconCircleX, IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { TestSendResult } from "@/lib/campaigns/schema.ts";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { ApiError, call } from "../../../api.ts";
import form from "../../../form/form.module.css";
import { problemText } from "../../../message/unfilled.ts";
import { type Found, usePersonSearch } from "../../../people/person-search.ts";
import { useVisitor } from "../../../visitor.tsx";
import classes from "../editor.module.css";
import { useEditor } from "../editor-context.tsx";

const words = campaignEditorMessages.test;
const MOST = 10;

function Outcome({ result, nameOf }: { result: TestSendResult; nameOf: (id: string) => string }) {
  return (
    <ul className={form.list} aria-label={words.results}>
      {result.results.map(({ person, ok, reason }) => {
        const Icon = ok ? IconCircleCheck : IconCircleX;
        return (
          <li key={person}>
            <Text span c={ok ? "teal" : "red"} lh={0} mt={2}>
              <Icon size={16} aria-hidden="true" />
            </Text>
            <span>
              {nameOf(person)}: {ok ? words.sent : words.failed}
              {reason && `. ${reason}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What keeps the message from being sent, behind the name of its field. */
function errorText(error: Error): string {
  const [first] = error instanceof ApiError ? error.problem.problems : [];
  return first ? problemText({ path: `content.${first.path}`, message: first.message }) : error.message;
}

/** Sends the message, as it stands, to chosen people: the same ones for all campaigns of a workspace, until others are chosen. */
export function TestSend({
  given,
  person,
}: {
  given: { event?: JsonObject; payload?: JsonObject };
  /** Whom the preview shows. */
  person: string | null;
}) {
  const { view, flush } = useEditor();
  const { can, workspaceId } = useVisitor();
  const [chosen, setChosen] = useLocalStorage<Found[]>({
    key: `junction test users of ${workspaceId}`,
    defaultValue: [],
  });
  const { options, setSearch, nothing } = usePersonSearch();
  const send = useMutation({
    mutationFn: async () => {
      await flush();
      return call(campaignOperations["campaigns.test"], {
        id: view.id,
        people: chosen.map(({ value }) => value),
        ...given,
      });
    },
  });
  if (!can("campaigns.write")) {
    return null;
  }
  const first = options.filter(({ value }) => value === person);
  const others = options.filter(({ value }) => value !== person);
  const before = chosen.filter(({ value }) => !options.some((each) => each.value === value));
  return (
    <Stack gap="xs" className={classes.part}>
      <MultiSelect
        label={words.title}
        description={words.help}
        placeholder={chosen.length === 0 ? words.people : undefined}
        searchable
        hidePickedOptions
        maxValues={MOST}
        data={[...first, ...others, ...before]}
        filter={({ options: all }) => all}
        value={chosen.map(({ value }) => value)}
        onSearchChange={setSearch}
        nothingFoundMessage={nothing === null ? undefined : campaignEditorMessages.preview.nobody(nothing)}
        onChange={(ids) => {
          const all = [...chosen, ...options];
          setChosen(ids.flatMap((id) => all.find(({ value }) => value === id) ?? []));
        }}
      />
      <Button
        size="xs"
        variant="default"
        w="fit-content"
        leftSection={<IconSend size={14} />}
        disabled={chosen.length === 0}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        {words.send}
      </Button>
      <div aria-live="polite">
        {send.error && (
          <Text size="sm" c="var(--mantine-color-error)">
            {errorText(send.error)}
          </Text>
        )}
        {send.data && (
          <Outcome
            result={send.data}
            nameOf={(id) => chosen.find(({ value }) => value === id)?.label ?? id}
          />
        )}
      </div>
      <Text size="xs" c="dimmed">
        {words.note}
      </Text>
    </Stack>
  );
}
