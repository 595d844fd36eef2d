import { List, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView, PublishImpact } from "@/lib/journeys/schema.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { ApiError, call } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { sayDone } from "../../toast.ts";
import { ConfirmModal } from "../../ui/confirm-modal.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { refreshJourneys } from "../use-journey-verbs.ts";
import { useJourney } from "./journey-context.tsx";
import { type Moves, type PeopleChoice, PublishPeople, strandedIn } from "./publish-people.tsx";

const words = journeysMessages.publish;
const SHOWN = 12;

function Changes({ changes }: { changes: PublishImpact["changes"] }) {
  return (
    <section aria-label={words.changes}>
      <Text size="sm" fw={600} mb={4}>
        {words.changes}
      </Text>
      {changes.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      ) : (
        <List size="sm">
          {changes.slice(0, SHOWN).map(({ node, name, what }) => (
            <List.Item key={node}>
              {name} <Text span c="dimmed" size="sm">{`(${words.whats[what]})`}</Text>
            </List.Item>
          ))}
          {changes.length > SHOWN && <List.Item>… {changes.length - SHOWN}</List.Item>}
        </List>
      )}
    </section>
  );
}

/** Says what publishing means to those who are in the journey, and lets their way be chosen. */
export function PublishModal({
  opened,
  onClose,
  onPublished,
}: {
  opened: boolean;
  onClose: () => void;
  onPublished: (view: JourneyView) => void;
}) {
  const { view, flush, follow } = useJourney();
  const client = useQueryClient();
  const [choice, setChoice] = useState<PeopleChoice>("finish");
  const [moves, setMoves] = useState<Moves>({});
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const isFirst = view.version === null;
  const options = operationQuery(journeyOperations["journeys.publishImpact"], { id: view.id });
  const impact = useQuery({
    ...options,
    queryKey: [...options.queryKey, view.revision],
    enabled: opened && !isFirst,
    retry: false,
  });
  const publish = async () => {
    const saved = await flush();
    if (!saved) {
      throw new Error(words.unsaved);
    }
    // Nobody is moved by what was told of an older draft.
    if (!isFirst && !(impact.data && impact.data.revision >= saved.revision)) {
      throw new Error(words.notTold);
    }
    if (saved.problems.length > 0) {
      throw new Error(words.blocked(saved.problems.length));
    }
    const open =
      choice === "move" && impact.data ? strandedIn(impact.data).filter(({ node }) => !(node in moves)) : [];
    if (open.length > 0) {
      setAsked(true);
      throw new Error(words.notChosen(open.map(({ name }) => name)));
    }
    const published = await call(journeyOperations["journeys.publish"], {
      ...{ id: saved.id, revision: saved.revision, note, people: choice },
      moves:
        choice === "move"
          ? // Of nodes to which somebody came meanwhile nothing was chosen: the server says so.
            (impact.data ? strandedIn(impact.data) : []).map(({ node }) => ({
              node,
              to: moves[node] ?? null,
            }))
          : [],
    }).catch(async (error: unknown) => {
      if (error instanceof ApiError && error.problem.code === "conflict") {
        await follow();
        throw new Error(`${error.message} ${words.elsewhere}`);
      }
      throw error;
    });
    onPublished(published);
    await refreshJourneys(client);
    sayDone(words.done(published.version ?? 1));
  };
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      onConfirm={publish}
      title={words.title(view.name)}
      confirmLabel={words.confirm}
      cancelLabel={words.cancel}
    >
      <Stack gap="md">
        <Text size="sm">{isFirst ? words.first : words.again((view.version ?? 0) + 1)}</Text>
        {!isFirst && impact.isPending && <Skeleton height={80} />}
        {impact.error && <ErrorState error={impact.error} onRetry={() => impact.refetch()} />}
        {impact.data && <Changes changes={impact.data.changes} />}
        {impact.data && impact.data.inside > 0 && (
          <PublishPeople
            impact={impact.data}
            choice={choice}
            moves={moves}
            asked={asked}
            onChoice={setChoice}
            onMoves={setMoves}
          />
        )}
        <TextInput
          size="xs"
          label={words.note}
          description={words.noteHelp}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmModal>
  );
}
