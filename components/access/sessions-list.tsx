"use client";

import { Badge, Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import type { SessionView } from "@/lib/access/schema.ts";
import { call } from "../api.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import { browserWords } from "./browser-words.ts";
import { leave } from "./leave.ts";
import { sessionsQuery } from "./queries.ts";
import classes from "./sessions-list.module.css";
import { SettingBlock } from "./setting-block.tsx";
import { useAction } from "./use-action.ts";

function Session({ session, onEnd }: { session: SessionView; onEnd: () => Promise<void> }) {
  const action = useAction();
  const name = browserWords(session.userAgent);
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <Group gap="xs">
          <Text fw={500} title={session.userAgent}>
            {name}
          </Text>
          {session.current && (
            <Badge variant="light" tt="none">
              this browser
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" component="div">
          {session.address || "address not known"} · signed in <Time at={session.createdAt} /> · last seen{" "}
          <Time at={session.lastSeenAt} relative />
        </Text>
        {action.problem && (
          <Text size="sm" c="red" role="alert">
            {action.problem}
          </Text>
        )}
      </div>
      <Button
        variant="default"
        size="xs"
        loading={action.busy}
        aria-label={session.current ? "Sign out this browser" : `Sign out ${name}`}
        onClick={() => action.run(onEnd)}
      >
        Sign out
      </Button>
    </li>
  );
}

/** The browsers that are signed in, this one marked; each can be signed out. */
export function SessionsList({ first }: { first: { items: SessionView[] } }) {
  const client = useQueryClient();
  const sessions = useQuery({ ...sessionsQuery, initialData: first });
  const others = useAction();
  const refresh = () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  async function end(session: SessionView): Promise<void> {
    if (session.current) {
      await leave();
      return;
    }
    await call(operations["sessions.revoke"], { id: session.id });
    await refresh();
  }
  async function endOthers(): Promise<void> {
    const { revoked } = await call(operations["sessions.revokeOthers"], {});
    notifications.show({
      color: "green",
      message: `Signed out ${revoked === 1 ? "1 browser" : `${revoked} browsers`}`,
    });
    await refresh();
  }
  return (
    <SettingBlock
      title="Signed-in browsers"
      description="One that you do not know? Sign it out and change your password."
    >
      {sessions.error && <ErrorState error={sessions.error} onRetry={() => sessions.refetch()} />}
      <ul className={classes.list}>
        {sessions.data.items.map((session) => (
          <Session key={session.id} session={session} onEnd={() => end(session)} />
        ))}
      </ul>
      {sessions.data.items.length > 1 && (
        <Group>
          <Button variant="default" loading={others.busy} onClick={() => others.run(endOthers)}>
            Sign out all other browsers
          </Button>
        </Group>
      )}
    </SettingBlock>
  );
}
