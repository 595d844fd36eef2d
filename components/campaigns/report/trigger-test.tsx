import { Button, JsonInput, Stack, TagsInput, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { TestSendResult } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { ApiError, call } from "../../api.ts";
import { Chip } from "../../ui/chip.tsx";
import classes from "./report.module.css";

const words = campaignReportMessages.trigger.test;

const payloadText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: words.invalid });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.json()));

/** The part of a sample body that templates speak of. */
export function samplePayload(sample: unknown): string {
  const body = z.looseObject({ ExternalTrigger: z.json() }).safeParse(sample);
  return JSON.stringify(body.data?.ExternalTrigger ?? sample ?? {}, null, 2);
}

function Results({ of }: { of: TestSendResult }) {
  return (
    <ul className={classes.deliveries} role="status">
      {of.results.map(({ person, ok, code, reason }) => (
        <li key={person}>
          {ok ? (
            <Chip tone="green" icon={IconCircleCheck}>
              {words.sent}
            </Chip>
          ) : (
            <Chip tone="red" icon={IconCircleX}>
              {code ?? campaignReportMessages.statuses.failed}
            </Chip>
          )}{" "}
          {person}
          {reason && (
            <Text size="xs" c="dimmed">
              {reason}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Sends the message to chosen people with a payload that is typed here. */
export function TriggerTest({ campaignId, sample }: { campaignId: string; sample: unknown }) {
  const [people, setPeople] = useState<string[]>([]);
  const [payload, setPayload] = useState(() => samplePayload(sample));
  const [invalid, setInvalid] = useState(false);
  const send = useMutation({
    mutationFn: (given: z.output<typeof payloadText>) =>
      call(campaignOperations["campaigns.test"], { id: campaignId, people, payload: given }),
  });
  const problems = send.error instanceof ApiError ? send.error.problem.problems : [];
  const ofPeople = problems.find(({ path }) => path.startsWith("people"))?.message;
  function submit(event: FormEvent): void {
    event.preventDefault();
    const { data } = payloadText.safeParse(payload);
    setInvalid(data === undefined);
    if (data !== undefined) {
      send.mutate(data);
    }
  }
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      <Text size="xs" c="dimmed" mb={8}>
        {words.text}
      </Text>
      <form onSubmit={submit}>
        <Stack gap="xs">
          <TagsInput
            size="xs"
            label={words.people}
            description={words.peopleHelp}
            value={people}
            onChange={setPeople}
            maxTags={10}
            error={ofPeople}
            acceptValueOnBlur
          />
          <JsonInput
            size="xs"
            label={words.payload}
            value={payload}
            onChange={setPayload}
            error={invalid ? words.invalid : undefined}
            autosize
            minRows={3}
            maxRows={12}
            formatOnBlur
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            loading={send.isPending}
            disabled={people.length === 0}
          >
            {words.submit}
          </Button>
        </Stack>
      </form>
      {send.error && !ofPeople && (
        <Text size="sm" c="var(--mantine-color-error)" mt={8} role="alert">
          {send.error.message}
        </Text>
      )}
      {send.data && <Results of={send.data} />}
    </section>
  );
}
