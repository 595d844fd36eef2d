import { Alert, Button, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { blankCampaign } from "@/lib/campaigns/blank.ts";
import { sections as allSections, type Section as Name } from "@/lib/campaigns/document.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { Readable } from "../../form/readable.tsx";
import { readDraft } from "./draft.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.tsx";
import { Tick } from "./tick.tsx";

const words = campaignEditorMessages.sections;

/** How many problems a section has; the overview has all of them. */
export function useCounts(): Record<Name, number> {
  const { problems } = useEditor();
  const counts = Object.fromEntries(
    allSections.map((name) => [name, problems.filter(({ section }) => section === name).length]),
  ) as Record<Name, number>;
  return { ...counts, overview: problems.length };
}

/** In the place of a section that cannot be drawn, as a program may have written it over the API. */
function Unreadable({ name }: { name: Name }) {
  const { kit, isReadOnly, change } = useEditor();
  const canBegin = !isReadOnly && (name === "who" || name === "what" || name === "when");
  return (
    <Alert color="yellow">
      <Text size="sm">
        {words.unreadable} {canBegin ? words.toBegin : words.toMend}
      </Text>
      {canBegin && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          onClick={() =>
            change((draft) => {
              const blank = readDraft(blankCampaign(kit, draft.qualification));
              return { ...draft, [name]: blank[name] };
            }, true)
          }
        >
          {words.anew}
        </Button>
      )}
    </Alert>
  );
}

/** One of the stacked sections of the page, with a tick once nothing of it keeps the campaign from being published. */
export function Section({ name, children }: { name: Name; children: ReactNode }) {
  const count = useCounts()[name];
  const { draft } = useEditor();
  return (
    <section id={name} className={classes.section} aria-labelledby={`${name}-title`}>
      <div className={classes.title}>
        <Tick count={count} />
        <Title order={2} id={`${name}-title`} tabIndex={-1}>
          {words.names[name]}
        </Title>
      </div>
      <Text size="sm" c="dimmed" mb="lg" mt={2}>
        {words.texts[name]}
      </Text>
      <Readable of={draft} otherwise={<Unreadable name={name} />}>
        {children}
      </Readable>
    </section>
  );
}

/** A part of a section under a heading of the seed's. */
export function Part({ title, help, children }: { title: string; help?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <Title order={3}>{title}</Title>
      {help && (
        <Text size="sm" c="dimmed" mt={2} component="div">
          {help}
        </Text>
      )}
      <div style={{ marginTop: 10 }}>{children}</div>
    </section>
  );
}
