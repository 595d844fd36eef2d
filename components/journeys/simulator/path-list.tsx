import { Text } from "@mantine/core";
import { IconBolt, IconClock, IconDoorExit, IconPlayerPlay, IconSend } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { SimulatedChange } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { momentWords } from "./clock-bar.tsx";
import { MessageView } from "./message-view.tsx";
import classes from "./simulator.module.css";
import type { Step } from "./steps.ts";

const words = journeySimulatorMessages.path;
const icons = {
  event: IconBolt,
  moves: IconPlayerPlay,
  acts: IconSend,
  waits: IconClock,
  left: IconDoorExit,
} as const;

const shownValue = (value: unknown): string => (value === null ? "–" : JSON.stringify(value));

function Change({ change }: { change: SimulatedChange }) {
  const { changes } = journeySimulatorMessages;
  if (change.kind === "audience") {
    // Why not is what the step itself says.
    const { applies, operation, audience } = change;
    return <Text size="xs">{applies ? changes[operation](audience ?? "") : changes.nothing}</Text>;
  }
  return change.changes.length === 0 ? (
    <Text size="xs">{changes.nothing}</Text>
  ) : (
    <ul className={classes.changes} aria-label={changes.profile}>
      {change.changes.map(({ property, before, after }) => (
        <li key={property}>
          {property} {changes.from} <code>{shownValue(before)}</code> {changes.to}{" "}
          <code>{shownValue(after)}</code>
        </li>
      ))}
    </ul>
  );
}

function said(step: Step): string {
  const { kind, title, exit } = step;
  if (kind === "event") {
    return `${words.does} ${title}`;
  }
  if (kind === "left" && step.node === null) {
    return words.leaves;
  }
  return exit ? `${title} → ${exit.label}` : title;
}

/** Brings an item into sight of its list, where that has a height of its own. The page stays where it is. */
function scrollWithin(item: HTMLElement): void {
  const list = item.parentElement;
  if (!list || list.scrollHeight <= list.clientHeight) {
    return;
  }
  const [seen, own] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (own.top < seen.top) {
    list.scrollTop += own.top - seen.top;
  } else if (own.bottom > seen.bottom) {
    list.scrollTop += Math.min(own.bottom - seen.bottom, own.top - seen.top);
  }
}

function Item({
  step,
  zone,
  isNow,
  isLater,
  onChoose,
}: {
  step: Step;
  zone: string;
  isNow: boolean;
  isLater: boolean;
  onChoose: () => void;
}) {
  const Icon = icons[step.kind];
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNow && item.current) {
      scrollWithin(item.current);
    }
  }, [isNow]);
  const because = step.times > 1 ? `${step.because} ${words.times(step.times)}` : step.because;
  return (
    <li
      ref={item}
      className={classes.step}
      aria-current={isNow ? "step" : undefined}
      data-later={isLater || undefined}
    >
      <button type="button" className={classes.stepButton} onClick={onChoose}>
        <Icon size={15} stroke={1.7} aria-hidden="true" />
        <span>
          <span className={classes.stepTime}>{momentWords(step.at, zone)}</span>
          <span className={classes.stepTitle}>{said(step)}</span>
          {because !== "" && <span className={classes.because}>{because}</span>}
          {isLater && <span className="visually-hidden">{words.later}</span>}
        </span>
      </button>
      {isNow && step.message && <MessageView key={step.key} message={step.message} />}
      {isNow &&
        step.changes.map((change) => <Change key={`${change.kind} ${change.node}`} change={change} />)}
    </li>
  );
}

/** All that happens, in its order; what lies after the clock's moment is faint. The step of the moment shows its message. */
export function PathList({
  steps,
  index,
  zone,
  onIndex,
}: {
  steps: Step[];
  index: number;
  zone: string;
  onIndex: (index: number) => void;
}) {
  return (
    <ol className={classes.path} aria-label={words.label}>
      {steps.map((step, place) => (
        <Item
          key={step.key}
          step={step}
          zone={zone}
          isNow={place === index}
          isLater={place > index}
          onChoose={() => onIndex(place)}
        />
      ))}
    </ol>
  );
}
