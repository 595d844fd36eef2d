import { z } from "zod";
import { parse } from "../kernel/parse.ts";
import { askedFields, type PartnerKit, type SettingField } from "../partners/kit.ts";

const DEFAULT_MAX_LENGTH = 500;
/** Keys go into headers, so nothing but printable characters without spaces may stand in them. */
const printable = /^[\x21-\x7e]*$/;

function textSchema(field: Extract<SettingField, { kind: "text" | "secret" }>): z.ZodType<string> {
  const max = field.maxLength ?? DEFAULT_MAX_LENGTH;
  const missing = `Enter the ${field.label}`;
  const text = z.string(missing).trim().max(max, `Use at most ${max} characters`);
  const present = field.required ? text.min(1, missing) : text;
  const filled =
    field.kind === "secret" && !field.file
      ? present.regex(printable, "Only letters, digits and signs, without spaces, can stand in a key")
      : present;
  const { problem } = field;
  return problem
    ? filled.superRefine((value, context) => {
        const message = value === "" ? null : problem(value);
        if (message !== null) {
          context.addIssue({ code: "custom", message });
        }
      })
    : filled;
}

function choiceSchema(field: Extract<SettingField, { kind: "select" | "identifier" }>): z.ZodType<string> {
  const allowed = field.options.map((option) => option.value);
  return z
    .string()
    .refine(
      (value) => allowed.includes(value),
      `Choose one of: ${field.options.map((option) => option.label).join(", ")}`,
    );
}

function fieldSchema(field: SettingField): z.ZodType<string> {
  if (field.kind === "secret") {
    return field.required ? textSchema(field) : textSchema(field).prefault("");
  }
  const schema = field.kind === "text" ? textSchema(field) : choiceSchema(field);
  // What is left out is looked at like what was typed: an empty required field is a problem.
  return schema.prefault(field.default ?? "");
}

function allOf(fields: SettingField[]): z.ZodType<Record<string, string>> {
  return z.strictObject(Object.fromEntries(fields.map((field) => [field.key, fieldSchema(field)])));
}

/** What a partner's form may hold, made from its kit; unknown keys are refused, fields that are not asked for left out. */
export function settingsSchema(fields: SettingField[]): z.ZodType<Record<string, string>> {
  if (fields.every(({ when }) => !when)) {
    return allOf(fields);
  }
  return z.record(z.string(), z.string()).transform((values, context) => {
    const asked = askedFields(fields, values);
    const idle = new Set(fields.filter((field) => !asked.includes(field)).map(({ key }) => key));
    const kept = Object.fromEntries(Object.entries(values).filter(([key]) => !idle.has(key)));
    const parsed = allOf(asked).safeParse(kept);
    for (const { message, path } of parsed.error?.issues ?? []) {
      context.addIssue({ code: "custom", message, path: [...path] });
    }
    return parsed.data ?? z.NEVER;
  });
}

export type SplitSettings = { settings: Record<string, string>; secrets: Record<string, string> };

/** Divides parsed values into those that are sealed and those that are not. */
export function splitSettings(kit: PartnerKit, values: Record<string, string>): SplitSettings {
  const isSecret = new Set(secretKeys(kit));
  const split = (secret: boolean) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => isSecret.has(key) === secret));
  const secrets = split(true);
  return { settings: { ...split(false), ...kit.found?.read(secrets) }, secrets };
}

/** Parses what was typed into a partner's form. Throws `invalid` whose problems name the fields (`values.region`). */
export function parseSettings(kit: PartnerKit, values: Record<string, string>): SplitSettings {
  const found = new Set(kit.found?.fields.map(({ key }) => key));
  const given = Object.fromEntries(Object.entries(values).filter(([key]) => !found.has(key)));
  const parsed = parse(z.object({ values: settingsSchema(kit.settings) }), { values: given });
  return splitSettings(kit, parsed.values);
}

/** Keys of the kit's secrets; with `settings`, of those that are asked for then. */
export function secretKeys(kit: PartnerKit, settings?: Record<string, string>): string[] {
  const fields = settings ? askedFields(kit.settings, settings) : kit.settings;
  return fields.filter((field) => field.kind === "secret").map((field) => field.key);
}
