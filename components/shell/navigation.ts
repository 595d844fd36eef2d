import {
  IconActivity,
  IconApi,
  IconArrowsExchange,
  IconBook2,
  IconChartCircles,
  IconFlask,
  IconHome,
  IconKey,
  IconPlug,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconSpeakerphone,
  IconTargetArrow,
  IconUserOff,
  IconUsers,
  IconUsersGroup,
  IconUserX,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Permission } from "@/lib/access/permissions.ts";

export type NavigationItem = {
  label: string;
  href: string;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  permission: Permission;
  /** second key after `g` */
  key: string;
  sandboxOnly?: boolean;
};

export const navigation: { heading: string | null; items: NavigationItem[] }[] = [
  {
    heading: null,
    items: [
      { label: "Home", href: "/", icon: IconHome, permission: "workspace.read", key: "h" },
      {
        label: "Campaigns",
        href: "/campaigns",
        icon: IconSpeakerphone,
        permission: "campaigns.read",
        key: "o",
      },
      { label: "Journeys", href: "/journeys", icon: IconRoute, permission: "journeys.read", key: "j" },
      {
        label: "Segments",
        href: "/segments",
        icon: IconChartCircles,
        permission: "segments.read",
        key: "g",
      },
      {
        label: "Audiences",
        href: "/audiences",
        icon: IconTargetArrow,
        permission: "audiences.read",
        key: "u",
      },
      { label: "People", href: "/people", icon: IconUsers, permission: "people.read", key: "p" },
      { label: "Events", href: "/events", icon: IconBook2, permission: "events.read", key: "e" },
      { label: "Sources", href: "/sources", icon: IconActivity, permission: "sources.read", key: "s" },
    ],
  },
  {
    heading: "Settings",
    items: [
      {
        label: "Partners",
        href: "/settings/partners",
        icon: IconPlugConnected,
        permission: "connections.read",
        key: "a",
      },
      {
        label: "Integrations",
        href: "/settings/integrations",
        icon: IconPlug,
        permission: "connections.read",
        key: "n",
      },
      {
        label: "Exports",
        href: "/settings/exports",
        icon: IconArrowsExchange,
        permission: "exports.read",
        key: "x",
      },
      {
        label: "Control groups",
        href: "/settings/control-groups",
        icon: IconUserOff,
        permission: "segments.read",
        key: "c",
      },
      {
        label: "Members",
        href: "/settings/members",
        icon: IconUsersGroup,
        permission: "members.read",
        key: "m",
      },
      { label: "API keys", href: "/settings/api-keys", icon: IconKey, permission: "keys.read", key: "k" },
      { label: "API", href: "/settings/api", icon: IconApi, permission: "workspace.read", key: "i" },
      {
        label: "Audit log",
        href: "/settings/audit",
        icon: IconShieldCheck,
        permission: "audit.read",
        key: "l",
      },
      {
        label: "Deletions",
        href: "/settings/deletions",
        icon: IconUserX,
        permission: "people.forget",
        key: "d",
      },
      {
        label: "Workspace",
        href: "/settings/workspace",
        icon: IconSettings,
        permission: "workspace.write",
        key: "w",
      },
      {
        label: "Sandbox",
        href: "/sandbox",
        icon: IconFlask,
        permission: "sandbox.read",
        key: "b",
        sandboxOnly: true,
      },
    ],
  },
];
