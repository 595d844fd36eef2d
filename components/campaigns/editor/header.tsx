import { ActionIcon, Group, TagsInput, TextInput, Title, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { CampaignStatus } from "@/lib/campaigns/statuses.ts";
import { campaignEditorMessages as words } from "@/lib/messages/campaign-editor.ts";
import type { SaveState } from "../../form/autosave.ts";
import { useForm } from "../../form/form-context.tsx";
import { SaveMark } from "../../form/save-mark.tsx";
import { BackLink } from "../../ui/back-link.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { Link } from "../../ui/link.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.tsx";

const tones: Record<CampaignStatus, Tone> = {
  DRAFT: "slate",
  APPROVAL_PENDING: "indigo",
  REJECTED: "red",
  SCHEDULED: "slate",
  RUNNING: "blue",
  AWAITING_NEXT_RUN: "blue",
  HELD: "amber",
  COMPLETED: "green",
  STOPPED: "grey",
};

type Props = {
  name: string;
  labels: string[];
  state: SaveState;
  onName: (name: string) => void;
  onLabels: (labels: string[]) => void;
  onSave: () => void;
};

function Steps() {
  const { undo, redo } = useForm();
  return (
    <Group gap={4}>
      <Tooltip label={words.undo}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.undo}
          disabled={!undo}
          style={undo ? undefined : { background: "none" }}
          onClick={() => undo?.()}
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={words.redo}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.redo}
          disabled={!redo}
          style={redo ? undefined : { background: "none" }}
          onClick={() => redo?.()}
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** What the campaign is called, how it stands with it, and with what was typed. */
export function Header({ name, labels, state, onName, onLabels, onSave }: Props) {
  const { view, kit, isReadOnly } = useEditor();
  return (
    <header className={classes.header}>
      <BackLink href="/campaigns">{words.back}</BackLink>
      <Title order={1} className="visually-hidden">
        {name}
      </Title>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <TextInput
          className={classes.name}
          style={{ flex: 1 }}
          aria-label={words.name}
          maxLength={120}
          disabled={isReadOnly}
          value={name}
          error={name.trim() === "" ? words.nameNeeded : null}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        {!isReadOnly && <Steps />}
      </Group>
      <div className={classes.marks}>
        <Chip tone={tones[view.status]}>{words.statuses[view.status]}</Chip>
        <span>{kit.label}</span>
        {!isReadOnly && <SaveMark state={state} onSave={onSave} />}
        {view.publishedAt && <Link href={`/campaigns/${view.id}`}>{words.report}</Link>}
      </div>
      <TagsInput
        aria-label={words.labels}
        placeholder={labels.length === 0 ? words.labelsHelp : undefined}
        size="xs"
        mt="sm"
        maw={420}
        maxTags={10}
        disabled={isReadOnly}
        value={labels}
        onChange={onLabels}
      />
    </header>
  );
}
