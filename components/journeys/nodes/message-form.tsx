import { Checkbox, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { journeyNodeMessages } from "@/lib/messages/journey-nodes.ts";
import type { TemplateObject } from "@/lib/templates/types.ts";
import classes from "../../form/form.module.css";
import { FrequencyFields } from "../../form/frequency-fields.tsx";
import { Accounts } from "../../message/accounts.tsx";
import { ContentEditor } from "../../message/content-editor.tsx";
import { MessageProvider } from "../../message/message-context.tsx";
import { MissingPolicy } from "../../message/missing-policy.tsx";
import { useJourney } from "../editor/journey-context.tsx";
import { drafts } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import { Help, JourneyWaitFields } from "./parts.tsx";

const words = journeyNodeMessages.message;

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm" mb={8}>
        {title}
      </Text>
      {children}
    </section>
  );
}

/** One message: the account that carries it, what it says, and how it is delivered. */
export function MessageForm({ node, set, event, hasEvent }: NodeFormProps) {
  const { secretsOf, setSecret } = useJourney();
  const kind = kindOf(node.kind);
  const draft = drafts.message.parse(node.settings);
  const { ignoreQuiet, waitFor, frequency, ...message } = draft;
  const kit = kind?.channel;
  if (!kit) {
    return null;
  }
  const objects: TemplateObject[] = ["Profile", "Campaign", ...(hasEvent ? (["Event"] as const) : [])];
  const exits = kind.exits(node.settings).map(({ id }) => id);
  return (
    <MessageProvider
      value={{
        ...{ kit, message, objects, event, secrets: secretsOf(node.id) },
        change: (make, whole) => set(make(message), whole),
        setSecret: (key, value) => setSecret(node.id, key, value),
      }}
    >
      <Stack gap="lg">
        <Section title={words.account}>
          <Accounts />
        </Section>
        <Section title={words.content}>
          <ContentEditor />
        </Section>
        <Section title={words.delivery}>
          <Stack gap="md">
            <MissingPolicy />
            <Checkbox
              label={words.ignoreQuiet}
              checked={ignoreQuiet}
              onChange={(change) => set({ ignoreQuiet: change.currentTarget.checked }, true)}
            />
            <div>
              <FrequencyFields
                path="what.frequency"
                words={words}
                value={frequency}
                onChange={(next, whole) => set({ frequency: next }, whole)}
              />
              {frequency.kind !== "every_time" && (
                <Help>{exits.includes("failed") ? words.overFailed : words.overSent}</Help>
              )}
            </div>
            {exits.some((exit) => exit === "viewed" || exit === "clicked") && (
              <div>
                <Text size="sm" fw={500} mb={4}>
                  {words.waitFor}
                </Text>
                <div className={classes.line}>
                  <JourneyWaitFields
                    path="what.waitFor"
                    label={words.count}
                    unitLabel={words.unit}
                    value={waitFor}
                    onChange={(next) => set({ waitFor: next })}
                  />
                </div>
                <Help>{words.waitHelp}</Help>
              </div>
            )}
          </Stack>
        </Section>
      </Stack>
    </MessageProvider>
  );
}
