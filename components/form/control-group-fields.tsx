import { Checkbox, Group, MultiSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { controlGroupsQuery } from "../campaigns/editor/queries.ts";
import { Link } from "../ui/link.tsx";
import type { ControlGroups } from "./draft-parts.ts";
import { NumberField } from "./fields.tsx";
import { useField } from "./form-context.tsx";

const words = campaignEditorMessages.control;

/** Who is held back, to compare with: the system group, custom ones, and a share of one's own. */
export function ControlGroupFields({
  path,
  value: chosen,
  ownLabel,
  onChange,
}: {
  path: string;
  value: ControlGroups;
  ownLabel: string;
  onChange: (value: ControlGroups) => void;
}) {
  const groups = useQuery(controlGroupsQuery());
  const custom = useField(`${path}.custom`);
  const set = (changes: Partial<ControlGroups>) => onChange({ ...chosen, ...changes });
  const items = groups.data?.items ?? [];
  const system = items.find(({ kind }) => kind === "system");
  const others = items.filter(({ kind }) => kind === "custom");
  return (
    <Stack gap="sm" data-path={path}>
      <Checkbox
        label={words.system}
        // Also while it is asked for: what stands below must not move under the hand.
        description={system ? `${system.name}, ${system.percent} %` : groups.data ? words.noSystem : "\u00a0"}
        checked={chosen.system}
        onChange={(event) => set({ system: event.currentTarget.checked })}
      />
      {(others.length > 0 || chosen.custom.length > 0) && (
        <MultiSelect
          label={words.custom}
          maw={420}
          placeholder={chosen.custom.length === 0 ? words.customNone : undefined}
          data={others.map(({ id, name, percent }) => ({ value: id, label: `${name}, ${percent} %` }))}
          value={chosen.custom}
          onChange={(next) => set({ custom: next })}
          {...custom}
        />
      )}
      <Group gap="sm" align="flex-start">
        <Checkbox
          mt={6}
          label={ownLabel}
          checked={chosen.percent !== null}
          onChange={(event) => set({ percent: event.currentTarget.checked ? 10 : null })}
        />
        {chosen.percent !== null && (
          <NumberField
            path={`${path}.percent`}
            aria-label={words.percent}
            suffix=" %"
            allowDecimal
            w={150}
            value={chosen.percent}
            onChange={(percent) => set({ percent })}
          />
        )}
      </Group>
      <Text size="sm">
        <Link href="/settings/control-groups">{words.manage}</Link>
      </Text>
    </Stack>
  );
}
