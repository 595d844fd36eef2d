import { Alert, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import type { CampaignPreview } from "@/lib/campaigns/schema.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { PersonSelect } from "../../../people/person-select.tsx";
import { JsonView } from "../../../ui/json-view.tsx";
import { contentOf } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { previewQuery } from "../queries.ts";
import { PreviewText } from "./preview-text.tsx";
import { givenSamples, noSamples, SampleFields } from "./samples.tsx";
import { TestSend } from "./test-send.tsx";

const words = campaignEditorMessages.preview;

function Result({ preview }: { preview: CampaignPreview }) {
  const { draft, kit } = useEditor();
  const content = contentOf(draft);
  const templates = useMemo(
    () =>
      kit.draft.safeParse(content).success
        ? new Map(kit.templates(content).map(({ path, text }) => [path, text]))
        : new Map<string, string>(),
    [kit, content],
  );
  const { person, texts, skipped, message } = preview;
  const shown = texts.filter(({ text, stopped, missing }) => text !== "" || stopped || missing.length > 0);
  const name = person && (person.name ?? person.email ?? person.userId ?? `…${person.id.slice(-8)}`);
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {name ? words.as(name) : words.unknown}
      </Text>
      {skipped && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />} py="xs">
          {words.skipped} {skipped.reason}
        </Alert>
      )}
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noText}
        </Text>
      )}
      {shown.map((made) => (
        <PreviewText key={made.path} made={made} template={templates.get(made.path)} />
      ))}
      {message !== null && (
        <div>
          <Text size="sm" fw={500} mb={4}>
            {words.message}
          </Text>
          <JsonView value={message} label={words.message} maxHeight={320} />
        </div>
      )}
    </Stack>
  );
}

/** The message as one person would get it, with any sample of what triggers it; and a test that really leaves. */
export function Preview() {
  const { view, objects } = useEditor();
  const titleId = useId();
  const [person, setPerson] = useState<string | null>(null);
  const [samples, setSamples] = useState(noSamples);
  const [settled] = useDebouncedValue(samples, 400);
  const given = useMemo(() => givenSamples(settled, objects), [settled, objects]);
  const preview = useQuery(previewQuery({ id: view.id, ...(person && { person }), ...given }, view.version));
  return (
    <section aria-labelledby={titleId}>
      <Title order={3} id={titleId} mb="xs">
        {words.title}
      </Title>
      <Stack gap="sm">
        <PersonSelect
          label={words.person}
          placeholder={words.anybody}
          nobody={words.nobody}
          value={person}
          onChange={setPerson}
        />
        <SampleFields samples={samples} onChange={setSamples} />
        {preview.isError && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {preview.error.message}
          </Text>
        )}
        {preview.data && !preview.isError && <Result preview={preview.data} />}
        <TestSend given={givenSamples(samples, objects)} person={person} />
      </Stack>
    </section>
  );
}
