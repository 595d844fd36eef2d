import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import { useVisitor } from "../../visitor.tsx";
import type { Quiet, Slot } from "../draft-parts.ts";
import { ClockField, ProblemBox } from "../fields.tsx";
import classes from "../form.module.css";
import { RemoveButton } from "../remove-button.tsx";
import { withItem } from "../with-item.ts";
import { type QuietPlace, quietMeaning } from "./quiet-words.ts";
import { WeekdayField } from "./weekday-field.tsx";

const words = campaignWhenMessages.quiet;
const MOST = 21;
export const night: Slot = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: "21:00", to: "09:00" };

function SlotFields({
  path: list,
  place,
  slot,
  onChange,
}: {
  path: string;
  place: number;
  slot: Slot;
  onChange: (slot: Slot | null) => void;
}) {
  const path = `${list}.${place}`;
  const number = place + 1;
  return (
    <section className={classes.slot} aria-label={words.slot(number)}>
      <ProblemBox path={`${path}.weekdays`}>
        <WeekdayField
          label={words.days(number)}
          value={slot.weekdays}
          onChange={(weekdays) => onChange({ ...slot, weekdays })}
        />
      </ProblemBox>
      <div className={classes.line}>
        <span className={classes.word}>{words.fromWord}</span>
        <ClockField
          path={`${path}.from`}
          aria-label={words.from(number)}
          type="time"
          value={slot.from}
          onChange={(from) => onChange({ ...slot, from })}
        />
        <span className={classes.word}>{words.toWord}</span>
        <ClockField
          path={`${path}.to`}
          aria-label={words.to(number)}
          type="time"
          value={slot.to}
          onChange={(to) => onChange({ ...slot, to })}
        />
        {slot.from > slot.to && <span className={classes.word}>{words.overnight}</span>}
        <RemoveButton label={words.remove(number)} onClick={() => onChange(null)} />
      </div>
    </section>
  );
}

/** Hours of the week in which nothing goes out, and what becomes of what falls into them. */
export function QuietFields({
  path,
  quiet,
  of,
  onChange,
}: {
  path: string;
  quiet: Quiet;
  /** What has them, and whose clocks they are on. */
  of: Omit<QuietPlace, "zone">;
  onChange: (quiet: Quiet, whole?: boolean) => void;
}) {
  const set = (changes: Partial<Quiet>, whole?: boolean) => onChange({ ...quiet, ...changes }, whole);
  const { timeZone } = useVisitor();
  const meaning = quietMeaning(quiet, { zone: timeZone, ...of });
  return (
    <Stack gap="sm" className={classes.indent}>
      <ProblemBox path={`${path}.hours`} isExact>
        <Stack gap="sm">
          {quiet.hours.map((slot, place) => (
            <SlotFields
              // biome-ignore lint/suspicious/noArrayIndexKey: hours are known by their place alone
              key={place}
              path={`${path}.hours`}
              place={place}
              slot={slot}
              onChange={(next) => set({ hours: withItem(quiet.hours, place, next) }, next === null)}
            />
          ))}
          {quiet.hours.length < MOST && (
            <Button
              size="xs"
              variant="default"
              w="fit-content"
              leftSection={<IconPlus size={14} />}
              onClick={() => set({ hours: [...quiet.hours, night] }, true)}
            >
              {words.add}
            </Button>
          )}
        </Stack>
      </ProblemBox>
      <Radio.Group
        label={words.mode}
        data-path={`${path}.mode`}
        value={quiet.mode}
        onChange={(mode) => set({ mode: mode as Quiet["mode"] }, true)}
      >
        <Group gap="lg" mt={6}>
          <Radio value="delay" label={words.modes.delay} />
          <Radio value="discard" label={words.modes.discard} />
        </Group>
      </Radio.Group>
      {meaning.length > 0 && (
        <Text size="sm" c="dimmed" component="section" aria-label={words.meaning.label}>
          {meaning.join(" ")}
        </Text>
      )}
    </Stack>
  );
}
