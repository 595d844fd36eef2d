import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Link } from "@/components/ui/link.tsx";

export default function ConsoleNotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      title="There is nothing here"
      action={
        <Link href="/" className="plain">
          <Button component="span">Go to the home page</Button>
        </Link>
      }
    >
      It may have been removed, belong to another workspace, or the address may be mistyped.
    </EmptyState>
  );
}
