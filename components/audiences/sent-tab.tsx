"use client";

import type { AudienceView } from "@/lib/audiences/schema.ts";
import { TransfersTable } from "../transfers/transfers-table.tsx";

/** Where the audience is sent to. */
export function SentTab({ audience }: { audience: AudienceView }) {
  return <TransfersTable audienceId={audience.id} />;
}
