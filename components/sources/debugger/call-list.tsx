"use client";

import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { type KeyboardEvent, memo } from "react";
import type { CallView } from "@/lib/sources/schema.ts";
import { callFace } from "../../events/call-face.tsx";
import { Chip } from "../../ui/chip.tsx";
import { clockInZone, dayInZone, inZone, shortDay } from "../../ui/time-words.ts";
import { useVisitor } from "../../visitor.tsx";
import { FateMarks } from "./call-fates.tsx";
import classes from "./debugger.module.css";
import type { FateOfCall, Fates } from "./use-fates.ts";

const Row = memo(function Row({
  call,
  fates,
  open,
  onOpen,
  timeZone,
  today,
}: {
  call: CallView;
  /** null: the source has no destination */
  fates: FateOfCall[] | undefined | null;
  open: boolean;
  onOpen: (id: string) => void;
  timeZone: string;
  today: string;
}) {
  const { icon: Icon, label } = callFace(call.type);
  const refused = call.outcome === "refused";
  const who = call.userId ?? call.anonymousId;
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        data-open={open || undefined}
        aria-pressed={open}
        onClick={() => onOpen(call.id)}
      >
        <time dateTime={call.at} title={inZone(call.at, timeZone, "second")} className={classes.clock}>
          {dayInZone(call.at, timeZone) === today ? "" : `${shortDay(call.at, timeZone)} `}
          {clockInZone(call.at, timeZone)}
        </time>
        <span className={classes.type}>
          <Icon size={15} stroke={1.7} aria-hidden="true" />
          {label}
        </span>
        <span className={classes.name}>
          {refused ? <span className={classes.reason}>{call.reason}</span> : call.name}
        </span>
        <span className={classes.who}>{who ?? ""}</span>
        {fates !== null && <FateMarks fates={fates} />}
        <span className={classes.outcome}>
          {refused ? (
            <Chip tone="red" icon={IconCircleX}>
              Refused {call.status}
            </Chip>
          ) : (
            <Chip tone="green" icon={IconCircleCheck}>
              Accepted
            </Chip>
          )}
        </span>
      </button>
    </li>
  );
});

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  if (step === undefined) {
    return;
  }
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button.matches(":focus"));
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + step))];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

/** The calls, newest on top; arrow keys move, Enter opens. */
export function CallList({
  calls,
  fates,
  openId,
  onOpen,
}: {
  calls: CallView[];
  /** null: the source has no destination */
  fates: Fates | null;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { timeZone } = useVisitor();
  const today = dayInZone(new Date().toISOString(), timeZone);
  return (
    <ul
      className={classes.list}
      aria-label="Calls, newest first"
      data-fates={fates !== null || undefined}
      onKeyDown={moveFocus}
    >
      {calls.map((call) => (
        <Row
          key={call.id}
          call={call}
          fates={fates === null ? null : fates.get(call.id)}
          open={call.id === openId}
          onOpen={onOpen}
          timeZone={timeZone}
          today={today}
        />
      ))}
    </ul>
  );
}
