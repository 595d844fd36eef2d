import { Button } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { access } from "@/lib/messages/access.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";

/** What a page answers to who may not see it. */
export function OnlyAdmins({ page }: { page: string }) {
  return (
    <>
      <PageHeader title={page} />
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
    </>
  );
}
