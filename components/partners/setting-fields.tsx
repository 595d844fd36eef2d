"use client";

import { PasswordInput, Select, TextInput } from "@mantine/core";
import type { SettingField } from "@/lib/partners/kit.ts";
import { SecretFile } from "./secret-file.tsx";

type Props = {
  fields: SettingField[];
  values: Record<string, string>;
  problems: Record<string, string>;
  onChange: (key: string, value: string) => void;
};

/** The fields of a partner's form, as its kit describes them, each with help on what it is and where to find it. */
export function SettingFields({ fields, values, problems, onChange }: Props) {
  return fields.map((field) => {
    const common = {
      label: field.label,
      description: field.help,
      required: field.required,
      error: problems[field.key],
      value: values[field.key] ?? "",
    };
    const typed = (event: { currentTarget: { value: string } }) =>
      onChange(field.key, event.currentTarget.value);
    if (field.kind === "secret" && field.file) {
      return (
        <SecretFile
          key={field.key}
          field={{ ...field, file: field.file }}
          common={common}
          onChange={onChange}
        />
      );
    }
    if (field.kind === "secret") {
      return (
        <PasswordInput
          key={field.key}
          {...common}
          onChange={typed}
          placeholder={field.placeholder}
          maxLength={field.maxLength}
          autoComplete="off"
          data-1p-ignore
          data-lpignore="true"
          visibilityToggleButtonProps={{ "aria-label": `Show or hide the ${field.label}` }}
        />
      );
    }
    if (field.kind === "text") {
      return (
        <TextInput
          key={field.key}
          {...common}
          onChange={typed}
          placeholder={field.placeholder}
          maxLength={field.maxLength}
        />
      );
    }
    return (
      <Select
        key={field.key}
        {...common}
        data={field.options}
        allowDeselect={false}
        onChange={(value) => onChange(field.key, value ?? "")}
      />
    );
  });
}
