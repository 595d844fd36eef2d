import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { segmentsMessages as words } from "@/lib/messages/segments.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { KindMark, Labels } from "../marks.tsx";
import classes from "./page.module.css";
import { SegmentActions } from "./segment-actions.tsx";
import { SegmentFigures } from "./segment-figures.tsx";

/** What a segment is called and goes by, its numbers, and what can be done with it. */
export function SegmentHeader({ segment }: { segment: SegmentView }) {
  return (
    <>
      <PageHeader
        above={<BackLink href="/segments">{words.title}</BackLink>}
        title={segment.name}
        description={segment.description || undefined}
        actions={<SegmentActions segment={segment} />}
      />
      <div className={classes.marks}>
        <KindMark kind={segment.kind} />
        {segment.labels.length > 0 && <Labels labels={segment.labels} />}
      </div>
      {segment.archivedAt && (
        <Alert color="gray" mb="md">
          {words.builder.archived}
        </Alert>
      )}
      {segment.state === "broken" && (
        <Alert color="red" mb="md" role="alert" icon={<IconAlertTriangle size={18} />}>
          {words.state.brokenText} {segment.problem}
        </Alert>
      )}
      <SegmentFigures segment={segment} />
    </>
  );
}
