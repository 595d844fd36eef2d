"use client";

import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconDoorExit,
  IconMinus,
  IconTargetArrow,
} from "@tabler/icons-react";
import type { ComponentProps } from "react";
import { personAudienceMessages as words } from "@/lib/messages/person-audiences.ts";
import { transferOperations } from "@/lib/transfers/operations.ts";
import type { PersonAudience, PersonTransferState } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { originFace } from "../audiences/origin-faces.ts";
import { useFaces } from "../audiences/use-faces.ts";
import { PartnerMark } from "../exports/export-columns.tsx";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Link } from "../ui/link.tsx";
import { Time } from "../ui/time.tsx";
import { PagedList } from "./paged-list.tsx";
import classes from "./people.module.css";
import { identifierLabels } from "./person-names.ts";

const faces: Record<PersonTransferState, Pick<ComponentProps<typeof Chip>, "tone" | "icon">> = {
  sent: { tone: "green", icon: IconCheck },
  waiting: { tone: "slate", icon: IconClock },
  not_sent: { tone: "grey", icon: IconMinus },
  refused: { tone: "red", icon: IconAlertTriangle },
  removed: { tone: "grey", icon: IconDoorExit },
  waiting_removal: { tone: "slate", icon: IconClock },
  still_there: { tone: "amber", icon: IconAlertTriangle },
};

function SentTo({ audience }: { audience: PersonAudience }) {
  if (audience.sentTo.length === 0) {
    return <Dash meaning={audience.isMember ? words.sentNowhere : words.neverSent} />;
  }
  return audience.sentTo.map((place) => (
    <div key={place.transferId} className={classes.place}>
      <span className={classes.sentTo}>
        <PartnerMark partner={place.partner} size={20} />
        <Link
          href={useFaces.transfer?.href(audience.audienceId, place.transferId) ?? ""}
          title={`${place.partnerName}: ${place.nickname}`}
        >
          {place.nickname}
        </Link>
      </span>
      <Chip {...faces[place.state]} tooltip={words.states[place.state].help(place.partnerName)}>
        {words.states[place.state].word}
      </Chip>
      {place.reason && <span className={classes.why}>{place.reason}</span>}
    </div>
  ));
}

const columns: Column<PersonAudience>[] = [
  {
    key: "audience",
    header: words.audience,
    narrow: "title",
    render: (item) => {
      const { icon: Icon, label } = originFace(item.origin);
      return (
        <>
          <Link href={`/audiences/${item.audienceId}`}>{item.audienceName}</Link>
          <span className={classes.filledBy}>
            <Icon size={14} stroke={1.6} />
            {label}
          </span>
        </>
      );
    },
  },
  {
    key: "identity",
    header: words.knownAs,
    render: (item) => (
      <>
        <span className={classes.value}>{item.identity}</span>
        <span className={classes.why}>{identifierLabels[item.identifier]}</span>
      </>
    ),
  },
  {
    key: "since",
    header: words.membership,
    render: (item) => (
      <span className={item.isMember ? undefined : classes.left}>
        {item.isMember ? words.since : words.left} <Time at={item.since} />
      </span>
    ),
  },
  { key: "sent", header: words.sentTo, render: (item) => <SentTo audience={item} /> },
];

/** The audiences that a person is or was in, and what became of them where these are sent to. */
export function AudienceList({ personId }: { personId: string }) {
  const operation = transferOperations["transfers.audiencesOfPerson"];
  return (
    <PagedList
      queryKey={[...operationKey(operation), personId]}
      read={(cursor, signal) => call(operation, { id: personId, cursor, limit: 50 }, { signal })}
      columns={columns}
      rowKey={(item) => `${item.audienceId}/${item.identity}`}
      icon={IconTargetArrow}
      words={words}
      everyMs={15_000}
    />
  );
}
