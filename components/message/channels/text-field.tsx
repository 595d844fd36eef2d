import { TextInput, type TextInputProps } from "@mantine/core";
import { useField } from "../../form/form-context.tsx";

/** A text of the content without Liquid, with its problem. */
export function TextField({
  path,
  value,
  onChange,
  ...rest
}: Omit<TextInputProps, "value" | "onChange" | "error"> & {
  path: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { error, ...field } = useField(path);
  return (
    <TextInput
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...field}
      {...rest}
    />
  );
}
