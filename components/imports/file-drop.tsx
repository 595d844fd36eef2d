"use client";

import { Button, FileButton, Text } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { fileMessages } from "@/lib/messages/imports.ts";
import classes from "./import.module.css";

const words = fileMessages.drop;

/** Where a file is dropped or chosen; once there is one, its name and a way to another. */
export function FileDrop({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const choose = (
    <FileButton onChange={(chosen) => chosen && onFile(chosen)} accept=".csv,.tsv,.txt,text/csv">
      {(props) => (
        <Button variant="default" size={file ? "compact-sm" : "sm"} {...props}>
          {file ? words.another : words.choose}
        </Button>
      )}
    </FileButton>
  );
  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) {
      onFile(dropped);
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the button within is the first
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {file ? (
        <>
          <span className={classes.file}>
            <IconFileTypeCsv size={18} stroke={1.6} aria-hidden="true" />
            <Text size="sm" fw={500} className={classes.name}>
              {file.name}
            </Text>
            <Text size="sm" c="dimmed" className="numbers">
              {sizeWords(file.size)}
            </Text>
          </span>
          {choose}
        </>
      ) : (
        <>
          <IconFileTypeCsv size={28} stroke={1.4} aria-hidden="true" />
          <Text fw={500}>{words.title}</Text>
          {choose}
          <Text size="xs" c="dimmed">
            {words.help}
          </Text>
        </>
      )}
    </div>
  );
}

function sizeWords(bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? ["KB", bytes / 1_000] : ["MB", bytes / 1_000_000];
  return `${size.toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
}
