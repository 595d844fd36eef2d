"use client";

import { Alert, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ExchangeView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { durationWords } from "@/lib/messages/exports.ts";
import { CallView } from "../../exports/call-view.tsx";
import { JsonView } from "../../ui/json-view.tsx";
import { Time } from "../../ui/time.tsx";
import classes from "./pipeline.module.css";

const text = destinationsText.exchange;
const words = destinationPageText.exchange;

function Pane({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm">
        {title}
      </Text>
      <Text size="xs" c="dimmed" mb={6} component="div">
        {note ?? " "}
      </Text>
      {children}
    </section>
  );
}

function Sent({ sent }: { sent: ExchangeView["sent"] }) {
  if (!sent) {
    return <Text size="sm">{text.nothingSent}</Text>;
  }
  return (
    <Stack gap="xs">
      {sent.problem && (
        <Alert color="red" variant="light" p="xs">
          {sent.problem}
        </Alert>
      )}
      {sent.request !== null ? (
        <CallView value={sent.request} label={words.copySent} />
      ) : sent.records.length > 0 ? (
        <JsonView value={sent.records} label={words.copySent} />
      ) : (
        <Text size="sm">{text.nothingSent}</Text>
      )}
    </Stack>
  );
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A body that is not JSON is shown as it came.
    return body;
  }
}

function Answered({ answered }: { answered: ExchangeView["answered"] }) {
  if (!answered) {
    return <Text size="sm">{text.noAnswer}</Text>;
  }
  return (
    <Stack gap="xs">
      <Text size="sm">
        {answered.httpStatus !== null && <b>Status {answered.httpStatus}</b>} {answered.message}
      </Text>
      {answered.body !== "" && <JsonView value={readable(answered.body)} label={words.copyAnswer} />}
    </Stack>
  );
}

/** A call in three panes: what came in, what was sent of it, what was answered. */
export function ExchangePanes({ of }: { of: ExchangeView }) {
  const { sent, answered } = of;
  const undecided = of.fate === "waiting" || of.fate === "retrying";
  return (
    <div className={classes.panes}>
      <Pane title={text.came}>
        <JsonView value={of.came} label={words.copyCame} />
      </Pane>
      <Pane
        title={undecided ? words.willBeSent : text.sent}
        note={sent && (sent.asOf === "kept" ? text.kept : text.mappedNow)}
      >
        <Sent sent={sent} />
      </Pane>
      <Pane
        title={text.answered}
        note={
          answered && (
            <>
              <Time at={answered.at} precision="second" /> · {words.attempts(answered.attempts)}
              {answered.tookMs !== null && ` · ${durationWords(answered.tookMs)}`}
            </>
          )
        }
      >
        {undecided && !answered ? <Text size="sm">{words.notYet}</Text> : <Answered answered={answered} />}
      </Pane>
    </div>
  );
}
