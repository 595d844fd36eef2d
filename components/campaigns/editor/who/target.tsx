import { Stack, Text } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { Cards } from "../../../form/cards.tsx";
import { DefinitionField } from "../../../form/definition-field.tsx";
import { ProblemBox } from "../../../form/fields.tsx";
import { SegmentField } from "../../../form/segment-field.tsx";
import { emptyDraft } from "../../../segments/draft.ts";
import { Link } from "../../../ui/link.tsx";
import type { Who } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { TriggerFields } from "./trigger.tsx";

const words = campaignEditorMessages.target;

const saved: NonNullable<Who["audience"]> = { kind: "saved", segmentId: "" };
const fresh: NonNullable<Who["audience"]> = { kind: "new", definition: emptyDraft };

/** A segment of the campaign's own, or a saved one. */
export function PastTarget() {
  const { draft } = useEditor();
  const { who } = useParts();
  const { audience } = draft.who;
  return (
    <Stack gap="md">
      <ProblemBox path="who.audience" isExact>
        <Cards<"new" | "saved">
          label={words.how}
          path="who.audience.kind"
          value={audience?.kind ?? null}
          choices={[
            { value: "new", name: words.fresh, text: words.freshText },
            { value: "saved", name: words.saved, text: words.savedText },
          ]}
          onChange={(kind) => who({ audience: kind === "new" ? fresh : saved }, true)}
        />
      </ProblemBox>
      {audience?.kind === "new" && (
        <>
          <DefinitionField
            path="who.audience.definition"
            value={audience.definition}
            onChange={(definition) => who({ audience: { kind: "new", definition } })}
          />
          <Text size="sm" c="dimmed">
            <strong>{campaignEditorMessages.trigger.constant}.</strong>{" "}
            {campaignEditorMessages.trigger.constantPast}
          </Text>
        </>
      )}
      {audience?.kind === "saved" && (
        <SegmentField
          path="who.audience.segmentId"
          label={words.saved}
          placeholder={words.choose}
          open={words.open}
          kinds={["past", "live", "list"]}
          value={audience.segmentId}
          onChange={(segmentId) => who({ audience: { kind: "saved", segmentId } })}
        />
      )}
    </Stack>
  );
}

/** The people of a list that was imported. */
export function ListTarget() {
  const { draft } = useEditor();
  const { who } = useParts();
  const { audience } = draft.who;
  return (
    <Stack gap="xs">
      <SegmentField
        path="who.audience.segmentId"
        label={words.list}
        placeholder={words.chooseList}
        open={words.openList}
        kinds={["list"]}
        value={audience?.kind === "saved" ? audience.segmentId : ""}
        onChange={(segmentId) => who({ audience: { kind: "saved", segmentId } })}
      />
      <Text size="sm" c="dimmed">
        {words.listHelp} <Link href="/segments/lists/new">{words.importList}</Link>
      </Text>
    </Stack>
  );
}

/** Each person as it happens. */
export function LiveTarget() {
  return <TriggerFields />;
}

/** Whom the call names. */
export function ExternalTarget() {
  return <Text size="sm">{words.externalHelp}</Text>;
}
