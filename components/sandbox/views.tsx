"use client";

import { Tabs } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import { sandboxMessages as words } from "@/lib/messages/sandbox.ts";
import type { SandboxAccountView } from "@/lib/sandbox/schema.ts";
import { useUrlState } from "../ui/use-url-state.ts";
import { Audiences } from "./audiences.tsx";
import { Users } from "./users.tsx";

type Kept = SandboxAccountView["keeps"][number];

const views: Record<Kept, ComponentType<{ connectionId: string }>> = { users: Users, audiences: Audiences };

/** What the partner received and, where it keeps more than that, what came of it. */
export function Views({ account, received }: { account: SandboxAccountView; received: ReactNode }) {
  const url = useUrlState();
  const kept = account.keeps;
  if (kept.length === 0) {
    return received;
  }
  const wanted = kept.find((each) => each === url.get("view")) ?? "received";
  return (
    <Tabs
      value={wanted}
      onChange={(view) => url.set({ view: view === "received" ? null : view, search: null })}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label={words.views.label}>
        <Tabs.Tab value="received">{words.views.received}</Tabs.Tab>
        {kept.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {words.views[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="received">{received}</Tabs.Panel>
      {kept.map((each) => {
        const View = views[each];
        return (
          <Tabs.Panel key={each} value={each}>
            <View connectionId={account.id} />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
