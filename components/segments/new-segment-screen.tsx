"use client";

import { Text, Title } from "@mantine/core";
import { segmentsMessages as words } from "@/lib/messages/segments.ts";
import { segmentKinds } from "@/lib/segments/kinds.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Link } from "../ui/link.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { kindIcons } from "./marks.tsx";
import { SegmentEditor } from "./segment-editor.tsx";
import classes from "./segments.module.css";

const hrefs = {
  past: "/segments/new?kind=past",
  live: "/segments/new?kind=live",
  list: "/segments/lists/new",
} as const;

function KindChoice() {
  return (
    <section aria-label={words.kindQuestion}>
      <Title order={2} fz="sm" mb="sm">
        {words.kindQuestion}
      </Title>
      <div className={classes.ways}>
        {segmentKinds.map((kind) => {
          const { name, text, example } = words.kinds[kind];
          const Icon = kindIcons[kind];
          return (
            <Link key={kind} href={hrefs[kind]} className={classes.way}>
              <Icon size={20} stroke={1.5} aria-hidden="true" />
              <Text fw={600} mt={6}>
                {name}
              </Text>
              <Text size="sm" mt={2}>
                {text}
              </Text>
              <Text size="xs" c="dimmed" mt={8}>
                “{example}”
              </Text>
            </Link>
          );
        })}
      </div>
    </section>
  );
}

/** A new segment: first what it goes by, then whom it means. */
export function NewSegmentScreen() {
  const asked = useUrlState().get("kind");
  const kind = asked === "past" || asked === "live" ? asked : null;
  return (
    <>
      <PageHeader
        above={
          kind ? (
            <BackLink href="/segments/new">{words.otherKind}</BackLink>
          ) : (
            <BackLink href="/segments">{words.title}</BackLink>
          )
        }
        title={words.create}
        description={kind ? undefined : words.description}
      />
      {kind ? <SegmentEditor key={kind} segment={null} startKind={kind} /> : <KindChoice />}
    </>
  );
}
