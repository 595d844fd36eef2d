"use client";

import { Anchor, Code, Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import type { AuditEntryView } from "@/lib/access/audit-schema.ts";
import { actionPhrase, fieldName } from "@/lib/messages/audit-words.ts";
import { Time } from "../ui/time.tsx";
import classes from "./audit-entry.module.css";
import { changedWords } from "./changed-words.ts";
import { objectHref } from "./object-href.ts";

function ObjectName({ entry }: { entry: AuditEntryView }) {
  const href = objectHref(entry);
  return href ? (
    <Anchor component={Link} href={href} size="sm" fw={500}>
      {entry.object.name}
    </Anchor>
  ) : (
    <Text span fw={500} size="sm">
      {entry.object.name}
    </Text>
  );
}

function Sentence({ entry }: { entry: AuditEntryView }) {
  const [before = "", after] = actionPhrase(entry.action, entry.actor.id === entry.object.id).split("{}");
  return (
    <Text size="sm" component="div">
      <Text span fw={500} size="sm">
        {entry.actor.name}
      </Text>
      {entry.actor.kind === "key" && (
        <Text span c="dimmed" size="sm">
          {" "}
          (API key)
        </Text>
      )}{" "}
      {before}
      {after !== undefined && <ObjectName entry={entry} />}
      {after}
    </Text>
  );
}

/** One line of the log: when, who did what to which object, and what changed from what to what. */
export function AuditEntry({ entry }: { entry: AuditEntryView }) {
  const changes = Object.entries(entry.changes);
  return (
    <li className={classes.entry}>
      <Text size="sm" c="dimmed" component="div" className={classes.when}>
        <Time at={entry.at} precision="second" />
      </Text>
      <div className={classes.what}>
        <Sentence entry={entry} />
        {changes.length > 0 && (
          <dl className={classes.changes}>
            {changes.map(([field, { from, to }]) => (
              <div key={field}>
                <dt>{fieldName(field)}</dt>
                <dd>
                  {from !== null && (
                    <>
                      <Code>{changedWords(field, from)}</Code>
                      <IconArrowRight size={13} aria-label="to" />
                    </>
                  )}
                  <Code>{changedWords(field, to)}</Code>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
