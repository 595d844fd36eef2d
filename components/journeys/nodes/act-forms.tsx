import { Button, NativeSelect, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { channelKits } from "@/lib/channels/catalog.ts";
import { nodeLimits } from "@/lib/journeys/nodes/branch-limits.ts";
import { journeyNodeMessages as words } from "@/lib/messages/journey-nodes.ts";
import { pathText } from "@/lib/segments/test-words.ts";
import { ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { useField } from "../../form/form-context.tsx";
import { RemoveButton } from "../../form/remove-button.tsx";
import { withItem } from "../../form/with-item.ts";
import { LiquidField } from "../../message/liquid-field.tsx";
import { MessageProvider } from "../../message/message-context.tsx";
import { AudienceSelect } from "../../segments/audience-select.tsx";
import { usePersonProperties } from "../../segments/catalogue.ts";
import { PathField } from "../../segments/conditions/path-field.tsx";
import { Link } from "../../ui/link.tsx";
import { drafts, type UpdateDraft } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";
import own from "./nodes.module.css";
import { Help } from "./parts.tsx";

/** Which audience the person comes into or leaves. */
export function AudienceForm({ node, set }: NodeFormProps) {
  const { audienceId } = drafts.audience.parse(node.settings);
  const told = words.audience;
  const field = useField("audienceId");
  return (
    <div className={classes.line}>
      <AudienceSelect
        aria-label={told.which}
        placeholder={told.choose}
        nothingFoundMessage={told.none}
        value={audienceId}
        onChange={(next) => set({ audienceId: next }, true)}
        {...field}
      />
      {audienceId !== "" && <Link href={`/audiences/${audienceId}`}>{told.open}</Link>}
    </div>
  );
}

function UpdateFields({
  place,
  value,
  onChange,
}: {
  place: number;
  value: UpdateDraft;
  onChange: (value: UpdateDraft | null, whole?: boolean) => void;
}) {
  const known = usePersonProperties();
  const told = words.update;
  const path = `updates.${place}`;
  return (
    <section className={own.branch} aria-label={told.property(place + 1)}>
      <ProblemBox path={`${path}.property`}>
        <div className={classes.line}>
          <PathField
            label={told.property(place + 1)}
            path={[value.property]}
            known={known.map(({ name }) => name)}
            onChange={(next) => onChange({ ...value, property: pathText(next) })}
          />
          <NativeSelect
            size="xs"
            w={150}
            aria-label={told.how(place + 1)}
            value={value.how}
            data={Object.entries(told.hows).map(([how, label]) => ({ value: how, label }))}
            onChange={(event) =>
              onChange({ ...value, how: event.currentTarget.value as UpdateDraft["how"] }, true)
            }
          />
          <RemoveButton label={told.remove(place + 1)} onClick={() => onChange(null, true)} />
        </div>
      </ProblemBox>
      <LiquidField
        path={`${path}.value`}
        label={told.value(place + 1)}
        isBare
        context="text"
        placeholder={told.valueHead}
        maxLength={nodeLimits.valueChars}
        value={value.value}
        onChange={(next) => onChange({ ...value, value: next })}
      />
    </section>
  );
}

const noSecrets: readonly string[] = [];
const nothing = () => undefined;

/** Changes of the person's properties; their values may hold Liquid. */
export function UpdateForm({ node, set, event, hasEvent }: NodeFormProps) {
  const { updates } = drafts.profileUpdate.parse(node.settings);
  const change = (next: UpdateDraft[], whole?: boolean) => set({ updates: next }, whole);
  return (
    <MessageProvider
      value={{
        // Its texts are those of no channel: only what they may speak of is asked.
        kit: channelKits.webhook,
        message: { connections: {}, content: {}, missing: "fail" },
        objects: hasEvent ? ["Event"] : [],
        ...{ event, secrets: noSecrets, change: nothing, setSecret: nothing },
      }}
    >
      <Stack gap="sm">
        <ProblemBox path="updates" isExact>
          <Stack gap="sm">
            {updates.map((each, place) => (
              <UpdateFields
                // biome-ignore lint/suspicious/noArrayIndexKey: an update is known by its place alone
                key={place}
                place={place}
                value={each}
                onChange={(next, whole) => change(withItem(updates, place, next), whole)}
              />
            ))}
          </Stack>
        </ProblemBox>
        {updates.length < nodeLimits.profileUpdates && (
          <Button
            size="xs"
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={14} />}
            onClick={() => change([...updates, { property: "", how: "set", value: "" }], true)}
          >
            {words.update.add}
          </Button>
        )}
        {hasEvent && <Help>{words.update.help}</Help>}
      </Stack>
    </MessageProvider>
  );
}
