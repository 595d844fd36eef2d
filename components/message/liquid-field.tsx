import { Button, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ClipboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { checkTemplate } from "@/lib/templates/template.ts";
import type { TemplateContext, TemplateProblem } from "@/lib/templates/types.ts";
import classes from "../form/form.module.css";
import { useField } from "../form/form-context.tsx";
import { inserted, insertionOf, offsetOf } from "./expression.ts";
import { useMessage } from "./message-context.tsx";
import { PropertyPicker } from "./property-picker.tsx";

const words = campaignEditorMessages.liquid;
const PAUSE_MS = 500;

export type LiquidFieldProps = {
  /** Of the content, in dots. */
  path: string;
  label: string;
  /** The label is not shown, because a heading says it. */
  isBare?: boolean;
  context: TemplateContext;
  value: string;
  onChange: (value: string) => void;
  /** Lines that it has at least; without, it is one line. */
  lines?: number;
  isCode?: boolean;
  maxLength: number;
  description?: ReactNode;
  placeholder?: string;
};

type Element = HTMLInputElement | HTMLTextAreaElement;

function Problems({
  label,
  problems,
  onGo,
}: {
  label: string;
  problems: TemplateProblem[];
  onGo: (problem: TemplateProblem) => void;
}) {
  return (
    <ul className={classes.list} aria-label={words.problems(label)}>
      {problems.map((problem) => (
        <li key={`${problem.line}:${problem.column} ${problem.message}`}>
          <Button
            variant="transparent"
            c="var(--mantine-color-error)"
            px={0}
            size="compact-xs"
            h="auto"
            styles={{ label: { whiteSpace: "normal", textAlign: "left" } }}
            onClick={() => onGo(problem)}
          >
            {`Line ${problem.line}, column ${problem.column}: ${problem.message}`}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** A text with Liquid in it: properties can be put in, problems are told at their line, filters beyond CleverTap marked. */
export function LiquidField(props: LiquidFieldProps) {
  const { path, label, isBare, context, value, onChange, lines, isCode, maxLength, ...rest } = props;
  const { objects } = useMessage();
  const { error, ...field } = useField(path);
  const element = useRef<Element | null>(null);
  const [settled] = useDebouncedValue(value, PAUSE_MS);
  const { problems, beyond } = useMemo(
    () => checkTemplate(settled, context, objects),
    [settled, context, objects],
  );
  const caretTo = (start: number, end = start) =>
    // Once the field holds the new text.
    requestAnimationFrame(() => {
      element.current?.focus();
      element.current?.setSelectionRange(start, end);
    });
  const [refused, setRefused] = useState<string | null>(null);
  const change = (text: string) => {
    setRefused(null);
    onChange(text);
  };
  const selection = () => {
    const start = element.current?.selectionStart ?? value.length;
    return { start, end: element.current?.selectionEnd ?? start };
  };
  /** Whether it would have all of this text; if not, says so. A field that takes the beginning alone sends half a message. */
  const fits = (text: string): boolean => {
    const { start, end } = selection();
    const length = inserted(value, start, end, text).length;
    setRefused(length > maxLength ? words.tooLong(length, maxLength) : null);
    return length <= maxLength;
  };
  const pick = (chosen: string) => {
    const { start, end } = selection();
    const { text, caret } = insertionOf(chosen);
    if (fits(text)) {
      onChange(inserted(value, start, end, text));
      caretTo(start + caret);
    }
  };
  const own = problems.length > 0 && settled === value;
  const common = {
    ref: (node: Element | null) => {
      element.current = node;
    },
    size: "sm" as const,
    value,
    maxLength,
    spellCheck: !isCode,
    className: isCode ? classes.code : undefined,
    // What is wrong with the Liquid stands below, line by line.
    error: refused ?? (own ? true : error),
    rightSection: <PropertyPicker label={label} onPick={pick} />,
    onChange: (event: { currentTarget: Element }) => change(event.currentTarget.value),
    onPaste: (event: ClipboardEvent) => {
      if (!fits(event.clipboardData.getData("text/plain"))) {
        event.preventDefault();
      }
    },
    ...(isBare ? { "aria-label": label } : { label }),
    ...field,
    ...rest,
  };
  return (
    <div>
      {lines ? (
        <Textarea
          autosize
          minRows={lines}
          maxRows={24}
          rightSectionProps={{ style: { top: 2, bottom: "auto", height: 32 } }}
          {...common}
        />
      ) : (
        <TextInput {...common} />
      )}
      {own && (
        <Problems
          label={label}
          problems={problems}
          onGo={({ line, column }) => caretTo(offsetOf(value, line, column))}
        />
      )}
      {beyond.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          <span className={classes.gap}>{words.beyond(beyond.join(", "))}</span>
        </Text>
      )}
    </div>
  );
}
