"use client";

import { ActionIcon, CopyButton, Title, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { identifierKinds, type PersonView } from "@/lib/people/schema.ts";
import { Time } from "../ui/time.tsx";
import classes from "./people.module.css";
import { identifierLabels } from "./person-names.ts";

/** Every identifier of a person, strongest kinds first, to copy. */
export function Identifiers({ identifiers }: { identifiers: PersonView["identifiers"] }) {
  const sorted = [...identifiers].sort(
    (a, b) => identifierKinds.indexOf(a.kind) - identifierKinds.indexOf(b.kind),
  );
  return (
    <section aria-labelledby="identifiers">
      <Title order={2} id="identifiers" mb="xs">
        Identifiers
      </Title>
      <dl style={{ margin: 0 }}>
        {sorted.map(({ kind, value, firstSeen }) => (
          <div key={`${kind}:${value}`} className={classes.identifier}>
            <dt>{identifierLabels[kind]}</dt>
            <dd>
              <Tooltip
                label={
                  <>
                    Known since <Time at={firstSeen} />
                  </>
                }
                events={{ hover: true, focus: true, touch: true }}
              >
                <span className={classes.value}>{value}</span>
              </Tooltip>
              <CopyButton value={value} timeout={1_500}>
                {({ copied, copy }) => (
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color={copied ? "green" : "gray"}
                    onClick={copy}
                    aria-label={copied ? "Copied" : `Copy ${identifierLabels[kind]} ${value}`}
                  >
                    {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
                  </ActionIcon>
                )}
              </CopyButton>
              <span className={classes.since}>
                <Time at={firstSeen} precision="day" />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
