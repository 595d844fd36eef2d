"use client";

import { Button } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import { exportsText } from "@/lib/messages/exports.ts";
import { EmptyState } from "../ui/empty-state.tsx";

/** Stands in the drawer of a partner that has no connection yet. */
export function Unconnected({ partner }: { partner: string }) {
  const words = exportsText.noConnection(partner);
  return (
    <EmptyState
      icon={IconPlugConnected}
      title={words.title}
      action={
        <Button component={Link} href="/settings/partners">
          {words.action}
        </Button>
      }
    >
      {words.body}
    </EmptyState>
  );
}
