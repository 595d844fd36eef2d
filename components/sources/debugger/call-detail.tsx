"use client";

import { Alert, Code, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import type { CallView } from "@/lib/sources/schema.ts";
import { callFace } from "../../events/call-face.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Dash } from "../../ui/dash.tsx";
import { Facts } from "../../ui/facts.tsx";
import { JsonView } from "../../ui/json-view.tsx";
import { Time } from "../../ui/time.tsx";
import { spanOf } from "../../ui/time-words.ts";
import { CallFates } from "./call-fates.tsx";
import type { FateOfCall } from "./use-fates.ts";

function lateness(call: CallView): string {
  const ms = call.timestamp ? new Date(call.at).getTime() - new Date(call.timestamp).getTime() : 0;
  return ms >= 1_000 ? `received ${spanOf(ms)} later` : "";
}

/** Everything about one call: who, when it happened and came, why it was refused, where it went, and the call itself. */
export function CallDetail({
  call,
  sourceId,
  fates = [],
}: {
  call: CallView;
  sourceId: string;
  fates?: FateOfCall[];
}) {
  const [look, setLook] = useState("pretty");
  const refused = call.outcome === "refused";
  const late = lateness(call);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Text fw={600} style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          {call.name && call.name !== call.type ? call.name : `${callFace(call.type).label} call`}
        </Text>
        <Chip tone={refused ? "red" : "green"} icon={refused ? IconCircleX : IconCircleCheck}>
          {refused ? `Refused ${call.status}` : "Accepted"}
        </Chip>
      </Group>
      {refused && (
        <Alert color="red" variant="light" title={call.reason}>
          {call.field && call.field !== "body" ? (
            <>
              The field <Code>{call.field}</Code> is why. Nothing of this request was stored.
            </>
          ) : (
            "Nothing of this request was stored."
          )}
        </Alert>
      )}
      <Facts
        facts={[
          {
            label: "Person",
            value: call.personId ? (
              <Link href={`/people/${call.personId}`}>Open the person</Link>
            ) : (
              <Dash meaning="none" />
            ),
          },
          { label: "User ID", value: call.userId ?? <Dash meaning="none" /> },
          { label: "Anonymous ID", value: call.anonymousId ?? <Dash meaning="none" /> },
          { label: "Received", value: <Time at={call.at} precision="second" /> },
          {
            label: "Happened",
            value: call.timestamp ? (
              <>
                <Time at={call.timestamp} precision="second" />
                {late && (
                  <Text size="xs" c="dimmed">
                    {late}
                  </Text>
                )}
              </>
            ) : (
              <Dash meaning="not known" />
            ),
          },
          { label: "Message ID", value: call.messageId ?? <Dash meaning="none" /> },
        ]}
      />
      {fates.length > 0 && <CallFates sourceId={sourceId} fates={fates} />}
      <SegmentedControl
        size="xs"
        aria-label="How the call is shown"
        value={look}
        onChange={setLook}
        data={[
          { value: "pretty", label: "Pretty" },
          { value: "raw", label: "Raw" },
        ]}
      />
      <JsonView
        label={refused ? "the request body" : "the call"}
        value={call.call ?? prettyText(call.bodyText, look === "raw")}
        raw={look === "raw"}
      />
    </Stack>
  );
}

/** A refused body as it came; indented when it is whole JSON. */
function prettyText(text: string | null, raw: boolean): unknown {
  if (text === null || text === "") {
    return "(empty body)";
  }
  if (raw) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
