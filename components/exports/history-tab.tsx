"use client";

import { exportOperations } from "@/lib/exports/operations.ts";
import { auditWords } from "@/lib/messages/exports.ts";
import { call } from "../api.ts";
import { HistoryList } from "../ui/history-list.tsx";
import { useVisitor } from "../visitor.tsx";
import { changeWords } from "./change-words.ts";

/** Who did what to the export. */
export function HistoryTab({ id }: { id: string }) {
  const { timeZone } = useVisitor();
  return (
    <HistoryList
      label="History of this export"
      none="Whoever creates, edits or stops this export is noted here."
      queryKey={["exports", "history", id]}
      load={(cursor, signal) => call(exportOperations["exports.history"], { id, cursor }, { signal })}
      actionWords={auditWords}
      changeWords={(changes) => changeWords(changes, timeZone)}
    />
  );
}
