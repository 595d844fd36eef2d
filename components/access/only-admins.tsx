import { Button } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { access } from "@/lib/messages/access.ts";
import { EmptyState } from "../ui/empty-state.tsx";

/** What a page answers to who may not see it. */
export function OnlyAdmins() {
  return (
    <EmptyState
      icon={IconShieldLock}
      title={access.onlyAdmins.title}
      action={
        <Button component="a" href="/" variant="default">
          {access.onlyAdmins.back}
        </Button>
      }
    >
      {access.onlyAdmins.text}
    </EmptyState>
  );
}
