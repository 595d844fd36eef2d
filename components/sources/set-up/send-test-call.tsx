"use client";

import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconSend } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { sourcesMessages } from "@/lib/messages/sources.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { SourceView } from "@/lib/sources/schema.ts";
import { call } from "../../api.ts";
import { countWords } from "../../ui/count.tsx";

type Sent = { messageIds: string[]; status: number; answer: string };

/** Posts what an SDK would: the key in Basic authentication, both calls in one batch. */
async function send(writeKey: string): Promise<Sent> {
  const mark = crypto.randomUUID();
  const messageIds = [`test-identify-${mark}`, `test-track-${mark}`];
  const [identify, track] = messageIds;
  const at = new Date().toISOString();
  const userId = "junction-test";
  const context = { library: { name: "junction-set-up", version: "1" }, page: { url: window.location.href } };
  const response = await fetch("/v1/batch", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa(`${writeKey}:`)}` },
    credentials: "omit",
    body: JSON.stringify({
      sentAt: at,
      batch: [
        {
          type: "identify",
          messageId: identify,
          userId,
          traits: { name: "Test person" },
          context,
          timestamp: at,
        },
        {
          type: "track",
          messageId: track,
          userId,
          event: "Test Event",
          properties: { sent_from: "set-up" },
          context,
          timestamp: at,
        },
      ],
    }),
  });
  return { messageIds, status: response.status, answer: await response.text() };
}

/** One button that proves the way from here to the debugger. */
export function SendTestCall({ source, writeKey }: { source: SourceView; writeKey: string }) {
  const words = sourcesMessages.setUp;
  const sending = useMutation({ mutationFn: () => send(writeKey) });
  const sent = sending.data?.status === 200 ? sending.data : null;
  const arrival = useQuery({
    queryKey: ["test-call", source.id, sent?.messageIds],
    enabled: sent !== null,
    queryFn: ({ signal }) =>
      call(
        sourcesOperations["sources.calls"],
        { id: source.id, limit: 200, outcome: "accepted" },
        { signal },
      ),
    select: (answer) => answer.items.filter((item) => sent?.messageIds.includes(item.messageId ?? "")),
    refetchInterval: (query) => ((query.state.dataUpdateCount ?? 0) < 20 ? 1_000 : false),
  });
  const arrived = arrival.data?.length ?? 0;
  const refused = sending.data !== undefined && sent === null ? sending.data : null;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: "1 1 300px" }}>
          <Title order={2} size="h3">
            Try it
          </Title>
          <Text size="sm" c="dimmed">
            {words.test}
            {writeKey === "" && " Enter a write key above first."}
          </Text>
        </div>
        <Button
          variant="default"
          leftSection={<IconSend size={15} />}
          loading={sending.isPending}
          disabled={writeKey === ""}
          onClick={() => sending.mutate()}
        >
          Send a test call
        </Button>
      </Group>
      <div role="status">
        {sent && arrived === 0 && <Text size="sm">Sent. Waiting for it to show up…</Text>}
        {arrived > 0 && (
          <Alert color="green" variant="light" icon={<IconCircleCheck size={18} />}>
            {countWords(arrived, "call has", "calls have")} arrived.{" "}
            <Link href={`/sources/${source.id}?search=junction-test`}>See them in the debugger</Link>
          </Alert>
        )}
      </div>
      {refused && (
        <Alert color="red" variant="light" title={`Refused with ${refused.status}`} role="alert">
          {refused.answer || "No reason was given."} Check that the key belongs to this source and was not
          revoked.
        </Alert>
      )}
      {sending.error && (
        <Alert color="red" variant="light" role="alert">
          The call did not leave the browser or the server did not answer. Check that Junction is running,
          then try again.
        </Alert>
      )}
    </Stack>
  );
}
