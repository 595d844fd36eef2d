import { Button, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconLoader2,
} from "@tabler/icons-react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { Chip, type Tone } from "../ui/chip.tsx";
import type { SaveState } from "./autosave.ts";

const words = campaignEditorMessages.save;

type Face = { tone: Tone; icon: typeof IconCloudCheck; text: string; moving?: boolean };

function faceOf(state: SaveState): Face {
  switch (state.kind) {
    case "saved":
      return { tone: "green", icon: IconCloudCheck, text: words.saved };
    case "unsaved":
      return { tone: "slate", icon: IconCloudUp, text: words.unsaved };
    case "saving":
      return { tone: "slate", icon: IconLoader2, text: words.saving, moving: true };
    case "offline":
      return { tone: "amber", icon: IconCloudOff, text: words.offlineShort };
    case "conflict":
      return { tone: "red", icon: IconAlertTriangle, text: words.conflict };
    case "refused":
      return { tone: "red", icon: IconAlertTriangle, text: words.refused };
  }
}

/** Whether what is typed is kept on the server, and why not. */
export function SaveMark({ state, onSave }: { state: SaveState; onSave: () => void }) {
  const { tone, icon, text, moving } = faceOf(state);
  const why = state.kind === "offline" ? words.offline : state.kind === "refused" ? state.message : undefined;
  return (
    <>
      <span role="status">
        <Chip tone={tone} icon={icon} moving={moving} tooltip={why}>
          {text}
        </Chip>
      </span>
      {(state.kind === "offline" || state.kind === "refused") && (
        <Button size="compact-xs" variant="default" onClick={onSave}>
          {words.now}
        </Button>
      )}
      {state.kind === "refused" && (
        <Text size="sm" role="alert">
          {state.message}
        </Text>
      )}
    </>
  );
}
