import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { sections as allSections, type Section as Name } from "@/lib/campaigns/document.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
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

/** One of the stacked sections of the page, with a tick once nothing of it keeps the campaign from being published. */
export function Section({ name, children }: { name: Name; children: ReactNode }) {
  const count = useCounts()[name];
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
      {children}
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
