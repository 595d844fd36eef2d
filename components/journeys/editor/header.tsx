import { ActionIcon, Button, Menu, SegmentedControl, TextInput, Title } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconArchive,
  IconCopy,
  IconDots,
  IconKeyboard,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import type { SaveState } from "../../form/autosave.ts";
import { SaveMark } from "../../form/save-mark.tsx";
import { BackLink } from "../../ui/back-link.tsx";
import { HistoryButtons } from "../../ui/history-buttons.tsx";
import { IconTool } from "../../ui/icon-tool.tsx";
import { Link } from "../../ui/link.tsx";
import { simulatorHref } from "../simulator/href.ts";
import { JourneyChip } from "../status-chip.tsx";
import type { JourneyVerb } from "../use-journey-verbs.ts";
import classes from "./editor.module.css";
import { useJourney } from "./journey-context.tsx";

const { page: words, actions } = journeysMessages;

export const tabs = ["canvas", "list", "versions", "report"] as const;
export type Tab = (typeof tabs)[number];

function More({
  onVerb,
  onPause,
  onStop,
}: {
  onVerb: (verb: JourneyVerb) => void;
  onPause: () => void;
  onStop: () => void;
}) {
  const { view } = useJourney();
  const { may } = view;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={actions.more}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may.pause.allowed && (
          <Menu.Item leftSection={<IconPlayerPause size={15} />} onClick={onPause}>
            {actions.pause}
          </Menu.Item>
        )}
        {may.resume.allowed && (
          <Menu.Item leftSection={<IconPlayerPlay size={15} />} onClick={() => onVerb("resume")}>
            {actions.resume}
          </Menu.Item>
        )}
        {may.stop.allowed && (
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconPlayerStop size={15} />}
            onClick={onStop}
          >
            {actions.stop}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => onVerb("duplicate")}>
          {actions.duplicate}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArchive size={15} />}
          disabled={!may.archive.allowed}
          onClick={() => onVerb("archive")}
        >
          {actions.archive}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the journey is called, how it stands with it, and what is done with the whole of it. */
export function Header({
  state,
  tab,
  hasCanvas,
  problems,
  onTab,
  onSettings,
  onShortcuts,
  onPublish,
  onVerb,
  onPause,
  onStop,
}: {
  state: SaveState;
  tab: Tab;
  /** Where there is no room for it, the list stands in its place. */
  hasCanvas: boolean;
  problems: ReactNode;
  onTab: (tab: Tab) => void;
  onSettings: () => void;
  onShortcuts: () => void;
  onPublish: () => void;
  onVerb: (verb: JourneyVerb) => void;
  onPause: () => void;
  onStop: () => void;
}) {
  const { view, typed, tell, isReadOnly, undo, redo, flush } = useJourney();
  const { version, changed } = view;
  return (
    <header>
      <BackLink href="/journeys">{words.back}</BackLink>
      <Title order={1} className="visually-hidden">
        {typed.name}
      </Title>
      <div className={classes.bar}>
        <TextInput
          className={classes.name}
          aria-label={words.name}
          maxLength={120}
          disabled={isReadOnly}
          value={typed.name}
          error={typed.name.trim() === "" ? words.nameNeeded : null}
          onChange={(event) => tell({ name: event.currentTarget.value })}
        />
        <div className={classes.marks}>
          <JourneyChip of={view} />
          {version !== null && (
            <span>{changed ? journeysMessages.draftOf(version) : journeysMessages.versionOf(version)}</span>
          )}
          {!isReadOnly && <SaveMark state={state} onSave={() => void flush()} />}
        </div>
        {!isReadOnly && (
          <>
            <HistoryButtons undo={undo} redo={redo} words={words} />
            {problems}
          </>
        )}
        {!isReadOnly && (
          <Button size="xs" onClick={onPublish}>
            {words.publish}
          </Button>
        )}
        {!isReadOnly && <More onVerb={onVerb} onPause={onPause} onStop={onStop} />}
      </div>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={words.tabs.canvas}
          value={tab}
          data={tabs
            .filter((each) => hasCanvas || each !== "canvas")
            .map((value) => ({ value, label: words.tabs[value] }))}
          onChange={(next) => onTab(tabs.find((each) => each === next) ?? "canvas")}
        />
        <span style={{ flex: 1 }} />
        <Button
          component={Link}
          href={simulatorHref(view.id)}
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlayerSkipForward size={15} />}
          onClick={() => void flush()}
        >
          {journeySimulatorMessages.title}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconAdjustmentsHorizontal size={15} />}
          onClick={onSettings}
        >
          {words.settings}
        </Button>
        <IconTool size={18} label={words.shortcuts} icon={IconKeyboard} onClick={onShortcuts} />
      </div>
    </header>
  );
}
