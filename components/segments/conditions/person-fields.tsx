import { NativeSelect, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { channels } from "@/lib/segments/definition.ts";
import {
  type PersonFieldGroup,
  type PersonFieldKey,
  personFieldKeys,
  personFields,
} from "@/lib/segments/person-fields.ts";
import { AudienceSelect } from "../audience-select.tsx";
import { usePersonProperties } from "../catalogue.ts";
import type { DraftOf } from "../draft.ts";
import { SegmentSelect } from "../segment-select.tsx";
import classes from "../segments.module.css";
import { firstTest, testOf } from "../test-choices.ts";
import { PathField } from "./path-field.tsx";
import { TestFields } from "./test-fields.tsx";

type Props<Kind extends "property" | "field" | "reachable" | "unsubscribed" | "segment" | "audience"> = {
  value: DraftOf<Kind>;
  onChange: (value: DraftOf<Kind>) => void;
};

function Whose({ not, onChange }: { not: boolean | undefined; onChange: (not: boolean) => void }) {
  return (
    <NativeSelect
      size="xs"
      aria-label="Whether it is so"
      w={105}
      value={not ? "no" : "yes"}
      data={[
        { value: "yes", label: "Their" },
        { value: "no", label: "Not: their" },
      ]}
      onChange={(event) => onChange(event.currentTarget.value === "no")}
    />
  );
}

/** "Their plan is gold", "Not: their plan is gold". */
export function PropertyFields({ value, onChange }: Props<"property">) {
  const known = usePersonProperties();
  return (
    <div className={classes.line}>
      <Whose not={value.not} onChange={(not) => onChange({ ...value, not })} />
      <PathField
        label="Property of the person"
        path={value.path}
        known={known.map(({ name }) => name)}
        onChange={(path) => onChange({ ...value, path })}
        onChosen={(name) =>
          onChange({
            ...value,
            path: [name],
            test: firstTest(known.find((each) => each.name === name)?.type),
          })
        }
      />
      <TestFields
        test={value.test}
        types={["text", "number", "boolean", "date"]}
        known={{ path: value.path }}
        onChange={(test) => onChange({ ...value, test })}
      />
    </div>
  );
}

const groupLabels: Record<PersonFieldGroup, string> = {
  identity: "Identity",
  demographics: "Demographics",
  geography: "Geography",
  technographics: "Technographics",
  app: "App",
};

const fieldData = Object.entries(groupLabels).map(([group, label]) => ({
  group: label,
  items: personFieldKeys
    .filter((key) => personFields[key].group === group)
    .map((key) => ({ value: key, label: personFields[key].label })),
}));

const begins = {
  text: "text.equals",
  number: "number.greater_than_equals",
  date: "date.in_last",
  version: "version.greater_than_equals",
  place: "place.within",
} as const;

/** Whether several people have the same value, so that those that were seen are worth offering: not their addresses. */
const isTelling = (field: PersonFieldKey): boolean => {
  const { group, type } = personFields[field];
  return group !== "identity" && (type === "text" || type === "version");
};

/** "Their Country is US", "Not: their Country is US". */
export function FieldFields({ value, onChange }: Props<"field">) {
  return (
    <div className={classes.line}>
      <Whose not={value.not} onChange={(not) => onChange({ ...value, not })} />
      <Select
        size="xs"
        w={180}
        aria-label="What is known"
        allowDeselect={false}
        searchable
        data={fieldData}
        value={value.field}
        onChange={(chosen) => {
          const field = personFieldKeys.find((key) => key === chosen);
          if (field) {
            onChange({ ...value, field, test: testOf(begins[personFields[field].type], value.test) });
          }
        }}
      />
      <TestFields
        test={value.test}
        types={[personFields[value.field].type]}
        known={isTelling(value.field) ? { field: value.field } : undefined}
        onChange={(test) => onChange({ ...value, test })}
      />
    </div>
  );
}

const channelLabels = {
  email: "by e-mail",
  sms: "by SMS",
  push: "by push",
  whatsapp: "by WhatsApp",
} as const;

/** "Can be reached by e-mail", "Has not unsubscribed by e-mail". */
export function ChannelFields({ value, onChange }: Props<"reachable" | "unsubscribed">) {
  const words =
    value.kind === "reachable"
      ? { yes: "Can be reached", no: "Cannot be reached" }
      : { yes: "Unsubscribed", no: "Did not unsubscribe" };
  return (
    <div className={classes.line}>
      <NativeSelect
        size="xs"
        aria-label="Whether"
        value={value.not ? "no" : "yes"}
        data={Object.entries(words).map(([key, label]) => ({ value: key, label }))}
        onChange={(event) => onChange({ ...value, not: event.currentTarget.value === "no" })}
      />
      <NativeSelect
        size="xs"
        aria-label="Channel"
        value={value.channel}
        data={channels.map((channel) => ({ value: channel, label: channelLabels[channel] }))}
        onChange={(event) => {
          const channel = channels.find((each) => each === event.currentTarget.value);
          onChange({ ...value, channel: channel ?? value.channel });
        }}
      />
    </div>
  );
}

function WhetherIn({
  what,
  not,
  onChange,
  children,
}: {
  what: string;
  not: boolean | undefined;
  onChange: (not: boolean) => void;
  children: ReactNode;
}) {
  return (
    <div className={classes.line}>
      <NativeSelect
        size="xs"
        aria-label="Whether"
        value={not ? "no" : "yes"}
        data={[
          { value: "yes", label: `Is in the ${what}` },
          { value: "no", label: `Is not in the ${what}` },
        ]}
        onChange={(event) => onChange(event.currentTarget.value === "no")}
      />
      {children}
    </div>
  );
}

/** "Is in the segment Gold members". */
export function SegmentFields({ value, own, onChange }: Props<"segment"> & { own: string | null }) {
  return (
    <WhetherIn what="segment" not={value.not} onChange={(not) => onChange({ ...value, not })}>
      <SegmentSelect
        label="Which segment"
        placeholder="Choose one"
        own={own}
        value={value.segmentId}
        onChange={(id) => id && onChange({ ...value, segmentId: id })}
      />
    </WhetherIn>
  );
}

/** "Is in the audience Cart abandoners". */
export function AudienceFields({ value, onChange }: Props<"audience">) {
  return (
    <WhetherIn what="audience" not={value.not} onChange={(not) => onChange({ ...value, not })}>
      <AudienceSelect
        aria-label="Which audience"
        value={value.audienceId}
        onChange={(audienceId) => onChange({ ...value, audienceId })}
      />
    </WhetherIn>
  );
}
