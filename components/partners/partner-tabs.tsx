"use client";

import { Tabs } from "@mantine/core";
import { usePathname, useRouter } from "next/navigation";

const tabs = [
  { href: "/settings/partners", label: "Partner List" },
  { href: "/settings/exports", label: "Exports" },
];

/** The two pages of Settings > Partners. */
export function PartnerTabs() {
  const pathname = usePathname();
  const router = useRouter();
  const current = tabs.find((tab) => pathname.startsWith(tab.href));
  return (
    <Tabs value={current?.href ?? null} onChange={(href) => href && router.push(href)} mb="md">
      <Tabs.List aria-label="Partners">
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.href} value={tab.href}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
