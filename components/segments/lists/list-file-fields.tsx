"use client";

import { NativeSelect, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { listMessages as words } from "@/lib/messages/lists.ts";
import { identifiedByKinds } from "@/lib/segments/lists/identified-by.ts";
import { FileDrop } from "../../imports/file-drop.tsx";
import { PreviewTable } from "../../imports/preview-table.tsx";
import { FileProblem, Sending } from "../../imports/sending.tsx";
import type { ListFile } from "./use-list-file.ts";

/** The file, its first rows, and which of its columns tells who is meant. */
export function ListFileFields({ of, sending, error }: { of: ListFile; sending: boolean; error: unknown }) {
  const { preview } = of;
  const wrong = preview.error ?? error;
  return (
    <Stack>
      {sending ? <Sending part={of.part} /> : <FileDrop file={of.file} onFile={of.choose} />}
      {wrong != null && <FileProblem error={wrong} />}
      {preview.isPending && <Skeleton height={180} />}
      {preview.data && !sending && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect
              label={words.column}
              description={words.columnHelp}
              value={of.column}
              onChange={(event) => of.setColumn(event.currentTarget.value)}
              data={preview.data.columns}
            />
            <NativeSelect
              label={words.kind}
              description={words.kindHelp}
              value={of.identifiedBy}
              onChange={(event) => {
                const chosen = identifiedByKinds.find((kind) => kind === event.currentTarget.value);
                of.setIdentifiedBy(chosen ?? of.identifiedBy);
              }}
              data={identifiedByKinds.map((value) => ({ value, label: words.kinds[value] }))}
            />
          </SimpleGrid>
          <PreviewTable preview={preview.data} column={of.column} />
        </>
      )}
    </Stack>
  );
}
