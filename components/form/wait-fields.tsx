import { NativeSelect } from "@mantine/core";
import { NumberField } from "./fields.tsx";

/** "10 minutes". */
export function WaitFields<Unit extends string>({
  path,
  label,
  unitLabel,
  units,
  value,
  onChange,
}: {
  path: string;
  label: string;
  unitLabel: string;
  units: readonly Unit[];
  value: { count: number; unit: Unit };
  onChange: (value: { count: number; unit: Unit }) => void;
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
        data={[...units]}
        onChange={(event) => {
          const unit = units.find((each) => each === event.currentTarget.value);
          onChange({ ...value, unit: unit ?? value.unit });
        }}
      />
    </>
  );
}
