import type { Permission } from "@/lib/access/permissions.ts";
import type { OverviewView } from "@/lib/home/schema.ts";
import { homeMessages } from "@/lib/messages/home.ts";

const words = homeMessages.start;

export type Step = {
  title: string;
  text: string;
  done: boolean;
  action: string;
  href: string;
  permission: Permission;
};

/** The three steps of a new workspace, each with the address that does it. */
export function stepsOf(start: OverviewView["start"]): Step[] {
  return [
    {
      ...words.source,
      text: start.source ? words.received : words.source.text,
      done: start.source && start.received,
      action: start.source ? "Open sources" : "Create source",
      href: start.source ? "/sources" : "/sources?create=1",
      permission: start.source ? "sources.read" : "sources.write",
    },
    {
      ...words.connection,
      done: start.connection,
      action: "Connect partner",
      href: "/settings/partners",
      permission: "connections.write",
    },
    {
      ...words.export,
      done: start.export,
      action: "Create export",
      // Without a connection there is nothing to fill in yet; the page says what is missing.
      href: start.connection ? "/settings/exports?create=1" : "/settings/exports",
      permission: "exports.write",
    },
  ];
}
