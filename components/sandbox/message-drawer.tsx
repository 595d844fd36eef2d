"use client";

import { Alert, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { passedOnWords, sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import { sandboxOperations as operations } from "@/lib/sandbox/operations.ts";
import { type SandboxMessageView, sandboxMail } from "@/lib/sandbox/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { Time } from "../ui/time.tsx";
import { MailView } from "./mail-view.tsx";

/** A mail as its reader sees it; any other body as JSON. */
function Body({ body }: { body: unknown }) {
  const mail = sandboxMail.safeParse(body);
  return mail.success ? (
    <MailView mail={mail.data} />
  ) : (
    <JsonView value={body} label="Body" maxHeight="60vh" />
  );
}

/** One received message: what the partner got, how often, and whether it would have dropped it. */
export function MessageDrawer({
  connectionId,
  message,
  opened,
  onClose,
}: {
  connectionId: string;
  message: SandboxMessageView;
  opened: boolean;
  onClose: () => void;
}) {
  const detail = useQuery(
    operationQuery(operations["sandbox.messages.get"], { id: connectionId, messageId: message.id }),
  );
  // What is on its way goes on while the drawer is open.
  const passedOn = detail.data?.passedOn ?? message.passedOn;
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={message.name || message.kind || "Message"}
      size={620}
    >
      <Stack gap="sm">
        {message.problem && (
          <Alert color="red" variant="light" title="The partner does not take it">
            {message.problem}
          </Alert>
        )}
        {message.differing > 0 && (
          <Alert color="yellow" variant="light">
            {message.differing} of its repeats had another body. This is the first one.
          </Alert>
        )}
        <Facts
          facts={[
            {
              label: "Message ID",
              value: <code style={{ overflowWrap: "anywhere" }}>{message.messageId}</code>,
            },
            { label: "Received", value: <Time at={message.receivedAt} precision="second" /> },
            { label: "Copies", value: message.copies },
            ...(passedOn ? [{ label: words.passedOn.label, value: passedOnWords(passedOn) }] : []),
          ]}
        />
        {detail.data ? (
          <Body body={detail.data.body} />
        ) : detail.error ? (
          <ErrorState error={detail.error} onRetry={() => detail.refetch()} />
        ) : (
          <Skeleton height={220} />
        )}
      </Stack>
    </SideDrawer>
  );
}
