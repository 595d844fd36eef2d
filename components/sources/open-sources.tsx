import { Button } from "@mantine/core";
import { Link } from "@/components/ui/link.tsx";

/** Where events and people come from, for the pages that have none yet. */
export function OpenSources() {
  return (
    <Button component={Link} href="/sources">
      Open sources
    </Button>
  );
}
