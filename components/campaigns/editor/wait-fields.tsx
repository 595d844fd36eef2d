import { NativeSelect } from "@mantine/core";
import { type Wait, waitUnits } from "./draft.ts";
import { NumberField } from "./fields.tsx";

/** "10 minutes". */
export function WaitFields({
  path,
  label,
  unitLabel,
  value,
  onChange,
}: {
  path: string;
  label: string;
  unitLabel: string;
  value: Wait;
  onChange: (value: Wait) => void;
}) {
  return (
    <>
      <NumberField
        path={`${path}.count`}
        aria-label={label}
        w={90}
        value={value.count}
        onChange={(count) => onChange({ ...value, count })}
      />
      <NativeSelect
        size="xs"
        w={100}
        aria-label={unitLabel}
        value={value.unit}
        data={[...waitUnits]}
        onChange={(event) => {
          const unit = waitUnits.find((each) => each === event.currentTarget.value);
          onChange({ ...value, unit: unit ?? value.unit });
        }}
      />
    </>
  );
}
