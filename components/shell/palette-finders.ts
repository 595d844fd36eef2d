import {
  IconActivity,
  IconArrowsExchange,
  IconBook2,
  IconChartCircles,
  IconPlugConnected,
  IconRoute,
  IconSpeakerphone,
  IconTargetArrow,
  IconUser,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Permission } from "@/lib/access/permissions.ts";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import { channelKits } from "@/lib/channels/catalog.ts";
import { eventsOperations } from "@/lib/events/operations.ts";
import { exportOperations } from "@/lib/exports/operations.ts";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { dataTypeWords } from "@/lib/messages/exports.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { PersonRow } from "@/lib/people/schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import { call } from "../api.ts";
import { campaignHref } from "../campaigns/words.ts";
import { eventHref } from "../events/event-href.ts";
import { journeyHref } from "../journeys/use-journey-verbs.ts";
import { connectionHref } from "../partners/connection-href.ts";
import { personName } from "../people/person-names.ts";

type Found = { id: string; label: string; description?: string; href: string };

type Finder = {
  group: string;
  permission: Permission;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  find: (query: string, signal: AbortSignal) => Promise<Found[]>;
};

const SHOWN = 5;

/** What tells two people of one name apart, and the id that was searched for. */
function knownAs(person: PersonRow, search: string): string {
  const wanted = search.toLowerCase();
  const matching = [person.anonymousId, person.deviceId].filter((id) => id?.toLowerCase().startsWith(wanted));
  return [person.userId, person.email, person.phone, ...matching]
    .filter((text) => text && text !== personName(person))
    .join(" · ");
}

/** Where the palette looks, in the order in which it shows what it finds. */
const finders: Finder[] = [
  {
    group: "People",
    permission: "people.read",
    icon: IconUser,
    find: async (search, signal) => {
      const { items } = await call(peopleOperations["people.list"], { search, limit: SHOWN }, { signal });
      return items.map((person) => ({
        id: person.id,
        label: personName(person),
        description: knownAs(person, search),
        href: `/people/${person.id}`,
      }));
    },
  },
  {
    group: "Campaigns",
    permission: "campaigns.read",
    icon: IconSpeakerphone,
    find: async (search, signal) => {
      const { items } = await call(
        campaignOperations["campaigns.list"],
        { search: search.slice(0, 120), perPage: SHOWN },
        { signal },
      );
      return items.map((campaign) => ({
        id: campaign.id,
        label: campaign.name,
        description: [
          channelKits[campaign.channel].label,
          campaignsMessages.statuses[campaign.status],
          campaign.number,
        ]
          .filter(Boolean)
          .join(" · "),
        href: campaignHref(campaign),
      }));
    },
  },
  {
    group: "Journeys",
    permission: "journeys.read",
    icon: IconRoute,
    find: async (search, signal) => {
      const { items } = await call(
        journeyOperations["journeys.list"],
        { search: search.slice(0, 120), perPage: SHOWN },
        { signal },
      );
      return items.map(({ id, name, status }) => ({
        id,
        label: name,
        description: journeysMessages.statuses[status],
        href: journeyHref(id),
      }));
    },
  },
  {
    group: "Segments",
    permission: "segments.read",
    icon: IconChartCircles,
    find: async (search, signal) => {
      const { items } = await call(
        segmentOperations["segments.list"],
        { search: search.slice(0, 120), limit: SHOWN },
        { signal },
      );
      return items.map(({ id, name, kind }) => ({
        id,
        label: name,
        description: segmentsMessages.kinds[kind].name,
        href: `/segments/${id}`,
      }));
    },
  },
  {
    group: "Audiences",
    permission: "audiences.read",
    icon: IconTargetArrow,
    find: async (search, signal) => {
      const { items } = await call(audienceOperations["audiences.list"], { search, perPage: 10 }, { signal });
      return items.slice(0, SHOWN).map(({ id, name, description }) => ({
        id,
        label: name,
        description,
        href: `/audiences/${id}`,
      }));
    },
  },
  {
    group: "Exports",
    permission: "exports.read",
    icon: IconArrowsExchange,
    find: async (search, signal) => {
      const { items } = await call(exportOperations["exports.list"], { search, perPage: 10 }, { signal });
      return items.slice(0, SHOWN).map((item) => ({
        id: item.id,
        label: `${dataTypeWords(item.dataType, item.eventNames)} to ${item.nickname}`,
        description: item.status,
        href: `/settings/exports/${item.id}`,
      }));
    },
  },
  {
    group: "Connections",
    permission: "connections.read",
    icon: IconPlugConnected,
    find: async (search, signal) => {
      const { items } = await call(
        integrationsOperations["connections.list"],
        { search, limit: SHOWN },
        { signal },
      );
      return items.map((item) => ({
        id: item.id,
        label: item.nickname,
        description: item.partnerName,
        href: connectionHref(item.id),
      }));
    },
  },
  {
    group: "Sources",
    permission: "sources.read",
    icon: IconActivity,
    find: async (query, signal) => {
      const { items } = await call(sourcesOperations["sources.list"], {}, { signal });
      return items
        .filter((source) => source.name.toLowerCase().includes(query.toLowerCase()))
        .slice(0, SHOWN)
        .map((source) => ({ id: source.id, label: source.name, href: `/sources/${source.id}` }));
    },
  },
  {
    group: "Events",
    permission: "events.read",
    icon: IconBook2,
    find: async (search, signal) => {
      const { items } = await call(eventsOperations["events.names"], { search, limit: SHOWN }, { signal });
      return items.map((event) => ({
        id: `${event.type} ${event.name}`,
        label: event.name,
        href: eventHref(event.type, event.name),
      }));
    },
  },
];

/** What those finders find that `can` allows; one that fails (not allowed, away) must not hide what the others find. */
export async function findObjects(
  query: string,
  can: (permission: Permission) => boolean,
  signal: AbortSignal,
): Promise<{ finder: Finder; found: Found[] }[]> {
  const wanted = finders.filter((finder) => can(finder.permission));
  const answers = await Promise.allSettled(wanted.map((finder) => finder.find(query, signal)));
  return wanted.map((finder, index) => {
    const answer = answers[index];
    return { finder, found: answer?.status === "fulfilled" ? answer.value : [] };
  });
}
