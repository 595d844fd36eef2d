"use client";

import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { importMessages } from "@/lib/messages/audience-imports.ts";
import { useUrlState } from "../../ui/use-url-state.ts";
import { ImportDrawer } from "./import-drawer.tsx";

/** Opens *Import CSV*; an audience that was just made comes here with it open. */
export function ImportButton({ audience }: { audience: AudienceView }) {
  const url = useUrlState();
  return (
    <>
      <Button
        variant={audience.size > 0 ? "default" : "filled"}
        leftSection={<IconUpload size={15} />}
        onClick={() => url.set({ import: "1" })}
      >
        {importMessages.action}
      </Button>
      <ImportDrawer
        audience={audience}
        opened={url.get("import") === "1"}
        onClose={() => url.set({ import: null })}
      />
    </>
  );
}
