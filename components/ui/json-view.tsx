"use client";

import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./json-view.module.css";

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

type Piece = { at: number; text: string; kind: "plain" | "name" | "text" | "number" | "word" };

function kindOf(match: RegExpMatchArray): Piece["kind"] {
  if (match[1]) {
    return match[2] ? "name" : "text";
  }
  return match[3] ? "word" : "number";
}

function pieces(json: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of json.matchAll(token)) {
    const text = match[2] ? (match[1] ?? "") : match[0];
    found.push({ at: end, text: json.slice(end, match.index), kind: "plain" });
    found.push({ at: match.index, text, kind: kindOf(match) });
    end = match.index + text.length;
  }
  found.push({ at: end, text: json.slice(end), kind: "plain" });
  return found.filter((piece) => piece.text !== "");
}

/** A JSON value, indented and coloured (`raw`: one line as it was sent), with a button that copies it. */
export function JsonView({
  value,
  label,
  raw = false,
  maxHeight = 420,
}: {
  value: unknown;
  label: string;
  raw?: boolean;
  maxHeight?: number | string;
}) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, raw ? undefined : 2);
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section aria-label={label} className={classes.scroll} style={{ maxHeight }} tabIndex={0}>
        <pre className={classes.code} data-wrap={raw || undefined}>
          {raw || typeof value === "string"
            ? text
            : pieces(text).map((piece) => (
                <span key={piece.at + piece.kind} data-kind={piece.kind}>
                  {piece.text}
                </span>
              ))}
        </pre>
      </section>
      <CopyButton value={text} timeout={1_500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy"}>
            <ActionIcon
              className={classes.copy}
              variant="subtle"
              color={copied ? "green" : "gray"}
              onClick={copy}
              aria-label={copied ? "Copied" : `Copy ${label}`}
            >
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
