import { Button } from "@mantine/core";
import { IconUnlink } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Link } from "@/components/ui/link.tsx";
import { partnersMessages as words } from "@/lib/messages/partners.ts";

export default function ConnectionNotFound() {
  return (
    <EmptyState
      icon={IconUnlink}
      title={words.page.notFound}
      action={
        <Link href="/settings/partners" className="plain">
          <Button component="span">{words.page.openPartners}</Button>
        </Link>
      }
    >
      {words.page.notFoundHelp}
    </EmptyState>
  );
}
