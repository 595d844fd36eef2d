"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { importLimits } from "@/lib/imports/limits.ts";
import type { IdentifiedBy } from "@/lib/segments/lists/identified-by.ts";
import { listOperations } from "@/lib/segments/lists/operations.ts";
import type { ListMode } from "@/lib/segments/lists/schema.ts";
import { call, sendFile } from "../../api.ts";

/** A file of people on its way into a list, or out of it: its preview, who it means, sending it. */
export function useListFile() {
  const [file, setFile] = useState<File | null>(null);
  const [column, setColumn] = useState("");
  const [identifiedBy, setIdentifiedBy] = useState<IdentifiedBy>("user_id");
  const [part, setPart] = useState(0);
  const abort = useRef<() => void>(() => {});
  const preview = useMutation({
    mutationFn: async (chosen: File) => {
      const text = await chosen.slice(0, importLimits.previewChars).text();
      const whole = chosen.size <= importLimits.previewChars;
      return call(listOperations["segments.lists.preview"], { text, whole });
    },
    onSuccess: ({ suggested }) => {
      setColumn(suggested.column);
      setIdentifiedBy(suggested.identifiedBy);
    },
  });
  // Whoever leaves must not go on sending.
  useEffect(() => () => abort.current(), []);
  return {
    file,
    column,
    identifiedBy,
    part,
    preview,
    isReady: file !== null && preview.isSuccess && column !== "",
    setColumn,
    setIdentifiedBy,
    choose: (chosen: File) => {
      setFile(chosen);
      preview.mutate(chosen);
    },
    /** Sends the chosen file; resolves once it is complete. */
    send: async (listId: string, mode: ListMode) => {
      if (!file) {
        throw new Error("There is no file to send.");
      }
      setPart(0);
      const input = { id: listId, column, identifiedBy, mode, fileName: file.name };
      const sending = sendFile(listOperations["segments.lists.import"], input, file, setPart);
      abort.current = sending.abort;
      try {
        return await sending.answer;
      } finally {
        abort.current = () => {};
      }
    },
    reset: () => {
      abort.current();
      setFile(null);
      preview.reset();
    },
  };
}

export type ListFile = ReturnType<typeof useListFile>;
