import type { ConnectionUses } from "@/lib/integrations/schema.ts";

type Use = ConnectionUses["items"][number];

/** How each kind of thing that sends through connections is named, and where it is looked at. */
export const useFaces: Record<Use["kind"], { one: string; href(use: Use): string }> = {
  export: { one: "Export", href: ({ id }) => `/settings/exports/${id}` },
  transfer: { one: "Transfer", href: ({ id, ownerId }) => `/audiences/${ownerId}?tab=sent&transfer=${id}` },
  campaign: { one: "Campaign", href: ({ id }) => `/campaigns/${id}` },
  journey: { one: "Journey", href: ({ id }) => `/journeys/${id}` },
  destination: { one: "Destination", href: ({ id, ownerId }) => `/sources/${ownerId}/destinations/${id}` },
};
