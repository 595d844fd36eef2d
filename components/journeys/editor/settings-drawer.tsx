import {
  Button,
  Checkbox,
  Fieldset,
  NativeSelect,
  Radio,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { journeyLimits } from "@/lib/journeys/document.ts";
import { changeJourney } from "@/lib/journeys/edits/nodes.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { ControlGroupFields } from "../../form/control-group-fields.tsx";
import { EventsAsked } from "../../form/events-asked.tsx";
import { NumberField, ProblemBox } from "../../form/fields.tsx";
import classes from "../../form/form.module.css";
import { FormProvider, useField } from "../../form/form-context.tsx";
import { RemoveButton } from "../../form/remove-button.tsx";
import { RevenueField } from "../../form/revenue-field.tsx";
import { useVisited } from "../../form/use-visited.ts";
import { night, QuietFields } from "../../form/when/quiet.tsx";
import { withItem } from "../../form/with-item.ts";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { asJson, oneDay } from "../nodes/node-drafts.ts";
import nodeClasses from "../nodes/nodes.module.css";
import { Help, JourneyWaitFields, PeopleFields, Word } from "../nodes/parts.tsx";
import { useJourney } from "./journey-context.tsx";
import { type GoalDraft, type SettingsDraft, settingsDraft } from "./settings-draft.ts";

const words = journeysMessages.settings;

type PartProps = {
  value: SettingsDraft;
  set: (changes: Partial<SettingsDraft>, whole?: boolean) => void;
};

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm" mb={8}>
        {title}
      </Text>
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}

function About() {
  const { typed, tell } = useJourney();
  const { error, ...field } = useField("description");
  return (
    <Part title={words.about}>
      <TextInput
        label={words.description}
        maxLength={journeyLimits.descriptionChars}
        value={typed.description}
        error={error}
        onChange={(event) => tell({ description: event.currentTarget.value })}
        {...field}
      />
      <TagsInput
        label={words.labels}
        placeholder={typed.labels.length === 0 ? words.labelsHelp : undefined}
        maxTags={10}
        value={typed.labels}
        onChange={(labels) => tell({ labels }, true)}
      />
    </Part>
  );
}

function Reentry({ value: { reentry, timeout }, set }: PartProps) {
  return (
    <>
      <Part title={words.reentry}>
        <ProblemBox path="settings.reentry">
          <Radio.Group
            aria-label={words.reentry}
            value={reentry.kind}
            onChange={(kind) =>
              set({ reentry: kind === "never" ? { kind } : { kind: "after_exit", rest: null } }, true)
            }
          >
            <Stack gap={6}>
              <Radio value="never" label={words.reentries.never} />
              <Radio value="after_exit" label={words.reentries.after_exit} />
            </Stack>
          </Radio.Group>
          {reentry.kind === "after_exit" && (
            <div className={classes.line} style={{ marginTop: 8 }}>
              <Switch
                label={words.rest}
                checked={reentry.rest !== null}
                onChange={(event) =>
                  set({ reentry: { ...reentry, rest: event.currentTarget.checked ? oneDay : null } }, true)
                }
              />
              {reentry.rest && (
                <JourneyWaitFields
                  path="settings.reentry.rest"
                  label={words.restCount}
                  unitLabel={words.restUnit}
                  value={reentry.rest}
                  onChange={(rest) => set({ reentry: { ...reentry, rest } })}
                />
              )}
            </div>
          )}
        </ProblemBox>
      </Part>
      <Part title={words.timeout}>
        <ProblemBox path="settings.timeout" isExact>
          <div className={classes.line}>
            <Switch
              label={words.timeoutOn}
              description={words.timeoutHelp}
              checked={timeout !== null}
              onChange={(event) =>
                set({ timeout: event.currentTarget.checked ? { count: 30, unit: "days" } : null }, true)
              }
            />
            {timeout && (
              <JourneyWaitFields
                path="settings.timeout"
                label={words.timeoutCount}
                unitLabel={words.timeoutUnit}
                value={timeout}
                onChange={(next) => set({ timeout: next })}
              />
            )}
          </div>
        </ProblemBox>
      </Part>
    </>
  );
}

function GoalFields({
  place,
  goal,
  onChange,
}: {
  place: number;
  goal: GoalDraft;
  onChange: (goal: GoalDraft | null, whole?: boolean) => void;
}) {
  const path = `settings.goals.${place}`;
  const { error, ...field } = useField(`${path}.name`);
  return (
    <section className={nodeClasses.branch} aria-label={words.goalNew(place + 1)}>
      <div className={classes.line}>
        <TextInput
          size="xs"
          style={{ flex: 1 }}
          aria-label={words.goalName(place + 1)}
          maxLength={80}
          value={goal.name}
          error={error}
          onChange={(event) => onChange({ ...goal, name: event.currentTarget.value })}
          {...field}
        />
        <RemoveButton label={words.goalRemove(place + 1)} onClick={() => onChange(null, true)} />
      </div>
      <NativeSelect
        size="xs"
        mb="xs"
        aria-label={words.goalHow(place + 1)}
        value={goal.people ? "people" : "event"}
        data={[
          { value: "event", label: words.goalHows.event },
          { value: "people", label: words.goalHows.people },
        ]}
        onChange={(event) => {
          const own = { id: goal.id, name: goal.name, events: [], where: [] };
          const isEvent = event.currentTarget.value === "event";
          onChange(isEvent ? own : { ...own, people: { kind: "saved", segmentId: "" } }, true);
        }}
      />
      {goal.people ? (
        <PeopleFields
          path={`${path}.people`}
          value={goal.people}
          onChange={(people, whole) => onChange({ ...goal, people }, whole)}
        />
      ) : (
        <>
          <EventsAsked
            path={`${path}.events`}
            before=""
            label={words.goalEvent(place + 1)}
            of={words.goalOf(place + 1)}
            value={goal}
            onChange={(next) => onChange({ ...goal, ...next })}
          />
          <RevenueField
            path={`${path}.revenue`}
            of={words.goalOf(place + 1)}
            event={goal.events[0]}
            value={goal.revenue}
            onChange={(revenue) => onChange({ ...goal, revenue })}
          />
        </>
      )}
    </section>
  );
}

function Goals({ value: { goals }, set }: PartProps) {
  return (
    <Part title={words.goals}>
      <Help>{words.goalsHelp}</Help>
      {goals.map((goal, place) => (
        <GoalFields
          key={goal.id}
          place={place}
          goal={goal}
          onChange={(next, whole) => set({ goals: withItem(goals, place, next) }, whole)}
        />
      ))}
      {goals.length < journeyLimits.goals && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            set(
              {
                goals: [
                  ...goals,
                  { id: freshId(), name: words.goalNew(goals.length + 1), events: [], where: [] },
                ],
              },
              true,
            )
          }
        >
          {words.goalAdd}
        </Button>
      )}
    </Part>
  );
}

const caps = ["all", "only", "per_day"] as const;

function Cap({ value: { cap }, set }: PartProps) {
  return (
    <Part title={words.cap}>
      <Radio.Group
        aria-label={words.cap}
        data-path="settings.cap"
        value={cap.kind}
        onChange={(next) => {
          const kind = caps.find((each) => each === next) ?? "all";
          const people = cap.kind === "all" ? 1_000 : cap.people;
          set({ cap: kind === "all" ? { kind } : { kind, people } }, true);
        }}
      >
        <Stack gap={6}>
          {caps.map((kind) => (
            <Radio key={kind} value={kind} label={words.caps[kind]} />
          ))}
        </Stack>
      </Radio.Group>
      {cap.kind !== "all" && (
        <NumberField
          path="settings.cap.people"
          aria-label={words.capPeople}
          w={150}
          value={cap.people}
          onChange={(people) => set({ cap: { kind: cap.kind, people } })}
        />
      )}
    </Part>
  );
}

function Delivery({ value: { quiet, zone, ignoreLimits, freshMinutes }, set }: PartProps) {
  return (
    <Part title={words.delivery}>
      <Radio.Group
        label={words.zone}
        value={zone}
        onChange={(next) => set({ zone: next === "user" ? "user" : "workspace" }, true)}
      >
        <Stack gap={6} mt={6}>
          <Radio value="workspace" label={words.zones.workspace} />
          <Radio value="user" label={words.zones.user} />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={words.quiet}
        checked={quiet !== null}
        onChange={(event) =>
          set({ quiet: event.currentTarget.checked ? { hours: [night], mode: "delay" } : null }, true)
        }
      />
      {quiet && (
        <QuietFields
          path="settings.quiet"
          quiet={quiet}
          of={{ in: "journey", clocks: zone }}
          onChange={(next, whole) => set({ quiet: next }, whole)}
        />
      )}
      <Checkbox
        label={words.limits}
        checked={ignoreLimits}
        onChange={(event) => set({ ignoreLimits: event.currentTarget.checked }, true)}
      />
      <div className={classes.line}>
        <Word>{words.fresh}</Word>
        <NumberField
          path="settings.freshMinutes"
          aria-label={words.freshMinutes}
          w={90}
          value={freshMinutes}
          onChange={(next) => set({ freshMinutes: next })}
        />
      </div>
    </Part>
  );
}

/** What is true of the whole journey: who may enter and how often, when it ends, how its messages are delivered. */
export function SettingsDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { document, edit, problems, isReadOnly, undo, redo, showsAll } = useJourney();
  const { shows } = useVisited();
  const value = settingsDraft.parse(document.settings);
  const set: PartProps["set"] = (changes, whole) =>
    edit((before) => changeJourney(before, asJson(changes)), whole);
  const own = useMemo(() => problems.filter(({ node, edge }) => node === null && edge === null), [problems]);
  return (
    <SideDrawer opened={opened} onClose={onClose} title={words.title} size={560}>
      <FormProvider
        value={{ problems: own, shows: (path) => showsAll || shows(path), isReadOnly, undo, redo }}
      >
        <Fieldset disabled={isReadOnly} variant="unstyled" className={classes.plain}>
          <Stack gap="xl">
            <About />
            <Reentry value={value} set={set} />
            <Goals value={value} set={set} />
            <Cap value={value} set={set} />
            <Part title={words.control}>
              <ControlGroupFields
                path="settings.controlGroups"
                value={value.controlGroups}
                ownLabel={words.controlOwn}
                onChange={(controlGroups) => set({ controlGroups })}
              />
            </Part>
            <Delivery value={value} set={set} />
          </Stack>
        </Fieldset>
      </FormProvider>
    </SideDrawer>
  );
}
