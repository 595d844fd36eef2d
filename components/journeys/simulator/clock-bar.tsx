import { ActionIcon, Slider, Text, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { clockInZone, dayInZone, zoneWords } from "../../ui/time-words.ts";
import classes from "./simulator.module.css";
import type { Step } from "./steps.ts";

const words = journeySimulatorMessages.clock;

export const momentWords = (at: string, zone: string): string =>
  `${dayInZone(at, zone)}, ${clockInZone(at, zone).slice(0, 5)}`;

function Jump({
  label,
  icon: Icon,
  disabled,
  onClick,
}: {
  label: string;
  icon: ComponentType<{ size?: number }>;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="md" aria-label={label} disabled={disabled} onClick={onClick}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** A clock that jumps from one thing that happens to the next, over all waiting between. */
export function ClockBar({
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
  const last = steps.length - 1;
  const step = steps[index];
  // The one place that tells the zone of all times of the walk.
  const said = step ? `${momentWords(step.at, zone)} ${zoneWords(step.at, zone)}` : words.begins;
  return (
    <div className={classes.clock}>
      <div className={classes.jumps}>
        <Jump label={words.first} icon={IconChevronsLeft} disabled={index <= 0} onClick={() => onIndex(0)} />
        <Jump
          label={words.before}
          icon={IconChevronLeft}
          disabled={index <= 0}
          onClick={() => onIndex(index - 1)}
        />
        <Jump
          label={words.after}
          icon={IconChevronRight}
          disabled={index >= last}
          onClick={() => onIndex(index + 1)}
        />
        <Jump
          label={words.last}
          icon={IconChevronsRight}
          disabled={index >= last}
          onClick={() => onIndex(last)}
        />
      </div>
      <Slider
        className={classes.slider}
        min={0}
        max={Math.max(last, 0)}
        step={1}
        value={Math.max(index, 0)}
        disabled={last < 1}
        label={null}
        thumbLabel={words.label}
        thumbValueText={step ? `${said}. ${step.title}. ${words.step(index + 1, steps.length)}` : said}
        onChange={onIndex}
      />
      <div className={classes.moment}>
        <Text size="sm" fw={600} className="numbers" title={journeySimulatorMessages.zone(zone)}>
          {last < 0 ? words.empty : said}
        </Text>
        {last >= 0 && (
          <Text size="xs" c="dimmed" className="numbers">
            {words.step(index + 1, steps.length)}
          </Text>
        )}
      </div>
    </div>
  );
}
