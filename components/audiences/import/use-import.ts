"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { importOperations } from "@/lib/audiences/imports/operations.ts";
import { importLimits } from "@/lib/imports/limits.ts";
import { call, sendFile } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { refreshAudiences } from "../refresh.ts";

export type ImportMode = "add" | "replace";

/** A file on its way into an audience: its preview, the choices, sending it. */
export function useImport(audienceId: string) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [column, setColumn] = useState("");
  const [mode, setMode] = useState<ImportMode>("add");
  const [part, setPart] = useState(0);
  const abort = useRef<() => void>(() => {});
  const preview = useMutation({
    mutationFn: async (chosen: File) => {
      const text = await chosen.slice(0, importLimits.previewChars).text();
      const whole = chosen.size <= importLimits.previewChars;
      return call(importOperations["audiences.csvPreview"], { text, whole });
    },
    onSuccess: ({ suggested }) => setColumn(suggested),
  });
  const send = useMutation({
    mutationFn: async (chosen: File) => {
      setPart(0);
      const input = { id: audienceId, column, mode, fileName: chosen.name };
      const sending = sendFile(importOperations["audiences.imports.create"], input, chosen, setPart);
      abort.current = sending.abort;
      return sending.answer;
    },
    onSettled: async () => {
      abort.current = () => {};
      await client.invalidateQueries({ queryKey: operationKey(importOperations["audiences.imports.list"]) });
      await refreshAudiences(client);
    },
  });
  // A drawer that is gone must not go on sending.
  useEffect(() => () => abort.current(), []);
  return {
    file,
    column,
    mode,
    part,
    preview,
    send,
    setColumn,
    setMode,
    choose: (chosen: File) => {
      setFile(chosen);
      send.reset();
      preview.mutate(chosen);
    },
    reset: () => {
      abort.current();
      setFile(null);
      preview.reset();
      send.reset();
    },
  };
}
