"use client";

import { Radio, Stack, Tooltip } from "@mantine/core";
import { type DataType, dataTypeKinds, dataTypes } from "@/lib/exports/data-types.ts";
import { exportsText } from "@/lib/messages/exports.ts";

/** Why a data type cannot be chosen while an export is edited; null when it can. */
function lockOf(type: DataType, before: DataType | null): string | null {
  if (before === null || dataTypeKinds[before].record === dataTypeKinds[type].record) {
    return null;
  }
  return dataTypeKinds[before].record === "profile"
    ? exportsText.locked.profilesToEvents
    : exportsText.locked.eventsToProfiles;
}

/** What is exported, each choice with a sentence. `before`: the type of the export that is edited. */
export function DataTypeField({
  value,
  before,
  onChange,
  error,
}: {
  value: DataType;
  before: DataType | null;
  onChange: (type: DataType) => void;
  error?: string;
}) {
  return (
    <Radio.Group
      label="Data type"
      value={value}
      onChange={(text) => {
        const type = dataTypes.find((candidate) => candidate === text);
        if (type) {
          onChange(type);
        }
      }}
      error={error}
    >
      <Stack gap="xs" mt={6}>
        {dataTypes.map((type) => {
          const lock = lockOf(type, before);
          const kind = dataTypeKinds[type];
          return (
            <Tooltip key={type} label={lock} disabled={!lock} multiline maw={300} position="left">
              <Radio
                size="sm"
                value={type}
                label={kind.label}
                description={lock ?? kind.help}
                disabled={lock !== null}
              />
            </Tooltip>
          );
        })}
      </Stack>
    </Radio.Group>
  );
}
