"use client";

import { Button, Menu } from "@mantine/core";
import { Link } from "@/components/ui/link.tsx";
import type { AudienceRow } from "@/lib/audiences/schema.ts";
import { countWords } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import { useFaces } from "./use-faces.ts";

function usesInWords(usedBy: AudienceRow["usedBy"]): string {
  return Object.entries(useFaces)
    .map(([kind, face]) => ({ face, count: usedBy.filter((use) => use.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ face, count }) => countWords(count, face.one, face.many))
    .join(", ");
}

/** What uses an audience now; opens the list, each leading there. */
export function UsedBy({ audience }: { audience: Pick<AudienceRow, "id" | "name" | "usedBy"> }) {
  if (audience.usedBy.length === 0) {
    return <Dash meaning="nothing uses it" />;
  }
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          px={4}
          mx={-4}
          aria-label={`${usesInWords(audience.usedBy)} of ${audience.name}`}
        >
          {usesInWords(audience.usedBy)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {audience.usedBy.map((use) => (
          <Menu.Item
            key={`${use.kind} ${use.id}`}
            component={Link}
            href={useFaces[use.kind]?.href(audience.id, use.id) ?? `/audiences/${audience.id}`}
          >
            {use.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
