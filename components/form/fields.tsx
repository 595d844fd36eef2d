import { type NumberInputProps, Text, TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { placeWords } from "../segments/place-words.ts";
import { TypedNumber } from "../ui/typed-number.tsx";
import classes from "./form.module.css";
import { useField, useProblemsIn } from "./form-context.tsx";

type Own<Props> = Omit<Props, "value" | "onChange" | "error">;

/** A number of the document; one that was not typed yet is 0. Out of bounds is an error at the field, never corrected. */
export function NumberField({
  path,
  value,
  onChange,
  ...rest
}: Own<NumberInputProps> & { path: string; value: number; onChange: (value: number) => void }) {
  const { error, ...field } = useField(path);
  return (
    <TypedNumber
      size="xs"
      w={110}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      thousandSeparator=","
      value={value === 0 ? null : value}
      error={error}
      onChange={(next) => onChange(next ?? 0)}
      {...field}
      {...rest}
    />
  );
}

/** A day, a time of the clock, or both, as the browser's own field, in the workspace's time. */
export function ClockField({
  path,
  value,
  onChange,
  type,
  ...rest
}: Own<TextInputProps> & {
  path: string;
  value: string;
  onChange: (value: string) => void;
  type: "date" | "time" | "datetime-local";
}) {
  const { error, ...field } = useField(path);
  return (
    <TextInput
      size="xs"
      type={type}
      w={type === "datetime-local" ? 200 : type === "date" ? 150 : 110}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...field}
      {...rest}
    />
  );
}

/**
 * Fields that say one thing together, such as the conditions of a segment: what is wrong in it is told below it. `isExact`:
 * only what is wrong with all of it, because its fields tell their own.
 */
export function ProblemBox({
  path,
  isExact = false,
  children,
}: {
  path: string;
  isExact?: boolean;
  children: ReactNode;
}) {
  const all = useProblemsIn(path);
  const problems = isExact ? all.filter((problem) => problem.path === path) : all;
  return (
    <div data-path={path} className={classes.box}>
      {children}
      {problems.length > 0 && (
        <div role="alert">
          <ul className={classes.list}>
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.message}`}>
                <Text span size="sm" c="var(--mantine-color-error)">
                  {`${placeWords(problem.path)}${problem.message}`}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
