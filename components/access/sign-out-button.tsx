"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { leave } from "./leave.ts";

export function SignOutButton({ to }: { to?: string }) {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      variant="default"
      loading={busy}
      onClick={() => {
        setBusy(true);
        leave(to);
      }}
    >
      Sign out
    </Button>
  );
}
