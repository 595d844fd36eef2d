"use client";

import { Group, Select, type SelectProps, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type Role, roles } from "@/lib/access/permissions.ts";
import { roleWords } from "@/lib/messages/access.ts";

const isRole = (value: string | null): value is Role => roles.some((role) => role === value);

/** Choice of a role, each with what it may do. */
export function RoleSelect({
  value,
  onChange,
  ...rest
}: { value: Role; onChange: (role: Role) => void } & Omit<SelectProps, "value" | "onChange" | "data">) {
  return (
    <Select
      allowDeselect={false}
      data={[...roles].reverse().map((role) => ({ value: role, label: roleWords[role].name }))}
      value={value}
      onChange={(next) => isRole(next) && onChange(next)}
      renderOption={({ option, checked }) => (
        <Group wrap="nowrap" gap="xs" justify="space-between" w="100%">
          <div>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {isRole(option.value) ? roleWords[option.value].help : null}
            </Text>
          </div>
          {checked && <IconCheck size={14} aria-hidden="true" />}
        </Group>
      )}
      comboboxProps={{ width: 280, position: "bottom-start", shadow: "md" }}
      {...rest}
    />
  );
}
