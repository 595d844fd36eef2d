"use client";

import { Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listMessages } from "@/lib/messages/lists.ts";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { SegmentView } from "@/lib/segments/schema.ts";
import { operationQuery } from "../../operation-query.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { Count } from "../../ui/count.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Time } from "../../ui/time.tsx";
import { ListImports } from "./list-imports.tsx";

const words = listMessages.page;

/** A list: how many are in it, and the files that brought them. */
export function ListScreen({ list: initial }: { list: SegmentView }) {
  const asked = useQuery({
    ...operationQuery(segmentOperations["segments.get"], { id: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === "counting" ? 1_000 : 15_000),
  });
  const list = asked.data ?? initial;
  return (
    <>
      <PageHeader
        above={<BackLink href="/segments">{segmentsMessages.title}</BackLink>}
        title={list.name}
        description={list.archivedAt ? words.archived : list.description || listMessages.description}
      />
      <Facts
        facts={[
          { label: words.people, value: <Count value={list.people} /> },
          {
            label: words.counted,
            value: list.countedAt ? <Time at={list.countedAt} relative /> : words.never,
          },
          { label: words.state, value: list.state === "counting" ? words.counting : words.ready },
          { label: words.by, value: list.createdBy },
        ]}
      />
      <Text size="sm" c="dimmed" my="md">
        {words.fixed}
      </Text>
      <Group mb="xs">
        <Title order={2}>{words.imports}</Title>
      </Group>
      <ListImports list={list} />
    </>
  );
}
