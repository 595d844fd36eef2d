import { UnstyledButton } from "@mantine/core";
import type { SampleView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { Dash } from "../../ui/dash.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import { FateChip } from "../fate-chip.tsx";
import classes from "./pipeline.module.css";

export const sampleName = ({ name, type }: Pick<SampleView, "name" | "type">): string => name || type;

function Person({ of }: { of: SampleView }) {
  const who = of.userId ?? of.anonymousId;
  if (!of.personId) {
    return who ? <span className={classes.who}>{who}</span> : <Dash meaning="nobody" />;
  }
  return (
    <Link href={`/people/${of.personId}`} className={classes.who}>
      {who ?? `…${of.personId.slice(-8)}`}
    </Link>
  );
}

/** Columns of calls at a destination; the name opens what came, was sent and was answered. */
export function sampleColumns(onCall: (callId: string) => void): Column<SampleView>[] {
  return [
    {
      key: "name",
      header: "Call",
      narrow: "title",
      render: (of) => (
        <UnstyledButton
          className={classes.open}
          aria-label={destinationPageText.pipeline.look(sampleName(of))}
          onClick={() => onCall(of.callId)}
        >
          {sampleName(of)}
        </UnstyledButton>
      ),
    },
    { key: "who", header: "Person", render: (of) => <Person of={of} /> },
    { key: "fate", header: "Now", render: (of) => <FateChip fate={of.fate} /> },
    {
      key: "why",
      header: "Reason",
      narrow: "hide",
      render: (of) =>
        of.reason ? <span className={classes.why}>{of.reason}</span> : <Dash meaning="no reason" />,
    },
    { key: "at", header: "Received", render: (of) => <Time at={of.receivedAt} precision="second" /> },
  ];
}
