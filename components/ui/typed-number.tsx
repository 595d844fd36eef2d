import { NumberInput, type NumberInputProps } from "@mantine/core";
import { type FocusEvent, useState } from "react";

/** What the field says of each key: a number, or the text of one that is not whole yet. */
function numberOf(given: number | string): number | null {
  const number = given === "" ? Number.NaN : Number(given);
  return Number.isFinite(number) ? number : null;
}

/**
 * A number that is typed key by key. What stands on the way to one, as nothing, "-", "0." and "1.0", stays as it was typed
 * until the field is left: a number in its place would be typed on to, and 5 for an emptied 1 would be 05 or 50. `null`
 * says that there is none.
 */
export function TypedNumber({
  value,
  onChange,
  onBlur,
  ...rest
}: Omit<NumberInputProps, "value" | "onChange"> & {
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  const [typed, setTyped] = useState<number | string | null>(null);
  return (
    <NumberInput
      value={typed ?? value ?? ""}
      onChange={(given) => {
        // A 0 may be the first of 0.5, also where it is shown as nothing.
        setTyped(typeof given === "string" || given === 0 ? given : null);
        onChange(numberOf(given));
      }}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        setTyped(null);
        onBlur?.(event);
      }}
      {...rest}
    />
  );
}
