"use client";

import { Alert, Group, Stack, Tabs } from "@mantine/core";
import { IconArrowsJoin } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { controlGroupOperations } from "@/lib/control-groups/operations.ts";
import type { ControlGroupList } from "@/lib/control-groups/schema.ts";
import { peopleMessages } from "@/lib/messages/people.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { PersonDevices, PersonView } from "@/lib/people/schema.ts";
import { trackingOperations } from "@/lib/tracking/operations.ts";
import type { PersonSubscriptions } from "@/lib/tracking/schema.ts";
import { PersonControlGroups } from "../control-groups/person-control-groups.tsx";
import { operationQuery } from "../operation-query.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePainted } from "../use-painted.ts";
import { useVisitor } from "../visitor.tsx";
import { AudienceList } from "./audience-list.tsx";
import { CampaignList } from "./campaign-list.tsx";
import { Devices } from "./devices.tsx";
import { ForgetPerson } from "./forget-person.tsx";
import { Identifiers } from "./identifiers.tsx";
import { JourneyList } from "./journey-list.tsx";
import { Merges } from "./merges.tsx";
import classes from "./people.module.css";
import { PersonMark } from "./person-mark.tsx";
import { isAnonymous, personName } from "./person-names.ts";
import { Properties } from "./properties.tsx";
import { SegmentList } from "./segment-list.tsx";
import { SentList } from "./sent-list.tsx";
import { Subscriptions } from "./subscriptions.tsx";
import { Timeline } from "./timeline.tsx";

const words = peopleMessages.tabs;
const tabs = ["timeline", "segments", "audiences", "campaigns", "journeys", "sent"] as const;

/** One person: how they are known, what is known, what they did, the segments, audiences and journeys they are in, and what was sent. */
export function PersonScreen({
  id,
  initial,
  painted,
}: {
  id: string;
  initial?: PersonView;
  /** What stands above and beside other things: it would move them if it came later. */
  painted: { devices?: PersonDevices; subscriptions?: PersonSubscriptions; groups?: ControlGroupList };
}) {
  usePainted(operationQuery(peopleOperations["people.devices"], { id }), painted.devices);
  usePainted(operationQuery(trackingOperations["people.subscriptions"], { id }), painted.subscriptions);
  usePainted(operationQuery(controlGroupOperations["controlGroups.ofPerson"], { id }), painted.groups);
  const url = useUrlState();
  const { can } = useVisitor();
  const tab = tabs.find((one) => one === url.get("tab")) ?? "timeline";
  const [hidden, setHidden] = useState(false);
  const asked = useQuery({
    ...operationQuery(peopleOperations["people.get"], { id }),
    initialData: initial,
    refetchInterval: 15_000,
  });
  const person = asked.data;
  if (!person) {
    return asked.error ? <ErrorState error={asked.error} onRetry={() => asked.refetch()} /> : null;
  }
  const mergedFrom = person.mergedFrom ?? url.get("merged-from");
  return (
    <>
      <PageHeader
        above={<BackLink href="/people">People</BackLink>}
        actions={can("people.forget") && <ForgetPerson person={person} />}
        title={
          <Group component="span" gap="sm" wrap="nowrap" display="inline-flex">
            <PersonMark person={person} size={36} />
            <span style={{ overflowWrap: "anywhere" }}>{personName(person)}</span>
          </Group>
        }
        description={
          <>
            {isAnonymous(person) && "Known only by a browser or a device · "}
            First seen <Time at={person.firstSeen} precision="day" /> · last seen{" "}
            <Time at={person.lastSeen} relative />
            <PersonControlGroups personId={person.id} />
          </>
        }
      />
      {mergedFrom && !hidden && (
        <Alert
          mb="md"
          variant="light"
          icon={<IconArrowsJoin size={18} />}
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={() => setHidden(true)}
        >
          The profile you asked for was found to be this person and merged into it.
        </Alert>
      )}
      <div className={classes.layout}>
        <Tabs
          className={classes.main}
          value={tab}
          onChange={(value) => url.set({ tab: value === "timeline" ? null : value })}
          keepMounted={false}
        >
          <Tabs.List mb="sm" className={classes.tabs}>
            {tabs.map((value) => (
              <Tabs.Tab key={value} value={value}>
                {words[value]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="timeline">
            <Timeline personId={person.id} />
          </Tabs.Panel>
          <Tabs.Panel value="segments">
            <SegmentList personId={person.id} />
          </Tabs.Panel>
          <Tabs.Panel value="audiences">
            <AudienceList personId={person.id} />
          </Tabs.Panel>
          <Tabs.Panel value="campaigns">
            <CampaignList personId={person.id} />
          </Tabs.Panel>
          <Tabs.Panel value="journeys">
            <JourneyList personId={person.id} />
          </Tabs.Panel>
          <Tabs.Panel value="sent">
            <SentList personId={person.id} />
          </Tabs.Panel>
        </Tabs>
        <Stack className={classes.side}>
          <Identifiers identifiers={person.identifiers} />
          <Devices personId={person.id} />
          <Subscriptions personId={person.id} />
          <Properties properties={person.properties} />
          <Merges merges={person.merges} />
        </Stack>
      </div>
    </>
  );
}
