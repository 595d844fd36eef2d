import { Group, TagsInput, TextInput, Title } from "@mantine/core";
import { campaignEditorMessages as words } from "@/lib/messages/campaign-editor.ts";
import type { SaveState } from "../../form/autosave.ts";
import { useForm } from "../../form/form-context.tsx";
import { SaveMark } from "../../form/save-mark.tsx";
import { BackLink } from "../../ui/back-link.tsx";
import { HistoryButtons } from "../../ui/history-buttons.tsx";
import { Link } from "../../ui/link.tsx";
import { StatusChip } from "../status-chip.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.tsx";

const nameless: SaveState = { kind: "refused", message: words.save.nameless };

type Props = {
  name: string;
  labels: string[];
  state: SaveState;
  onName: (name: string) => void;
  onLabels: (labels: string[]) => void;
  onSave: () => void;
};

/** What the campaign is called, how it stands with it, and with what was typed. */
export function Header({ name, labels, state, onName, onLabels, onSave }: Props) {
  const { view, kit, isReadOnly } = useEditor();
  const { undo, redo } = useForm();
  // A name that was emptied is left out of what is saved.
  const isSavedNameless = name.trim() === "" && state.kind === "saved";
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
        {!isReadOnly && <HistoryButtons undo={undo} redo={redo} words={words} />}
      </Group>
      <div className={classes.marks}>
        <StatusChip of={view} />
        <span>{kit.label}</span>
        {!isReadOnly && <SaveMark state={isSavedNameless ? nameless : state} onSave={onSave} />}
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
