"use client";

import { Group, NumberInput, Slider, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { controlGroupLimits } from "@/lib/control-groups/limits.ts";
import { controlGroupOperations } from "@/lib/control-groups/operations.ts";
import type { ControlGroupView } from "@/lib/control-groups/schema.ts";
import { controlGroupMessages } from "@/lib/messages/control-groups.ts";
import { ApiError, call } from "../api.ts";
import { FormDrawer } from "../ui/form-drawer.tsx";

const words = controlGroupMessages.drawer;
const { percentFrom: from, percentTo: to } = controlGroupLimits;
const DEFAULT_PERCENT = 5;

function titleOf(group: ControlGroupView | null, kind: ControlGroupView["kind"]): string {
  if (group) {
    return words.edit;
  }
  return kind === "system" ? words.createSystem : words.createCustom;
}

/** The share by a number and by a slider, and how many people that is. */
function ShareField({
  value,
  onChange,
  error,
  people,
}: {
  value: number | string;
  onChange: (value: number | string) => void;
  error: string | undefined;
  people: number | null;
}) {
  const labelId = useId();
  const share = Number(value);
  const isShare = value !== "" && share >= from && share <= to;
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="lg" wrap="nowrap">
        <NumberInput
          id={labelId}
          label={words.percent}
          description={words.percentHelp}
          value={value}
          onChange={onChange}
          min={from}
          max={to}
          step={0.1}
          decimalScale={1}
          clampBehavior="none"
          suffix=" %"
          error={error}
          required
          w={180}
        />
        <Slider
          value={isShare ? share : from}
          onChange={onChange}
          min={from}
          max={to}
          step={0.1}
          label={(shown) => `${shown} %`}
          marks={[
            { value: from, label: `${from} %` },
            { value: to, label: `${to} %` },
          ]}
          thumbLabel={words.percent}
          style={{ flex: 1 }}
          mb={18}
          mx="sm"
        />
      </Group>
      {people !== null && isShare && (
        <Text size="sm" role="status">
          {words.now(Math.round((people * share) / 100).toLocaleString("en"), people.toLocaleString("en"))}
        </Text>
      )}
    </Stack>
  );
}

/** Makes a control group, or changes one. */
export function ControlGroupDrawer({
  group,
  kind,
  people,
  opened,
  onClose,
  onSaved,
}: {
  group: ControlGroupView | null;
  kind: ControlGroupView["kind"];
  /** all people of the workspace, as far as they are counted */
  people: number | null;
  opened: boolean;
  onClose: () => void;
  onSaved: (saved: ControlGroupView) => void;
}) {
  const before = {
    name: group?.name ?? (kind === "system" ? words.systemName : ""),
    percent: group?.percent ?? DEFAULT_PERCENT,
  };
  const [name, setName] = useState(before.name);
  const [percent, setPercent] = useState<number | string>(before.percent);
  const save = useMutation({
    mutationFn: () => {
      const given = { name, percent: percent === "" ? Number.NaN : Number(percent) };
      return group
        ? call(controlGroupOperations["controlGroups.update"], { id: group.id, ...given })
        : call(controlGroupOperations["controlGroups.create"], { kind, ...given });
    },
    onSuccess: onSaved,
  });
  const problems = save.error instanceof ApiError ? save.error.problem.problems : [];
  const of = (field: string) => problems.find((each) => each.field === field)?.message;
  const change = group && Math.sign(Number(percent) - group.percent);
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={titleOf(group, kind)}
      dirty={name !== before.name || percent !== before.percent}
      problem={save.error && !of("name") && !of("percent") ? save.error.message : null}
      save={{
        label: group ? words.save : words.create,
        busy: save.isPending,
        submit: () => save.mutate(),
      }}
    >
      <Text size="sm" c="dimmed">
        {controlGroupMessages.kinds[kind].help}. {words.how}
      </Text>
      <TextInput
        label={words.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={of("name")}
        maxLength={80}
        required
        data-autofocus
      />
      <ShareField value={percent} onChange={setPercent} error={of("percent")} people={people} />
      {change !== null && change !== 0 && <Text size="sm">{change > 0 ? words.raise : words.lower}</Text>}
    </FormDrawer>
  );
}
