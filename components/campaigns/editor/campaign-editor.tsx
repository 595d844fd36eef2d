"use client";

import { Button, Skeleton } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { ApiError } from "../../api.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { Editor } from "./editor.tsx";
import { campaignQuery } from "./queries.ts";

const words = campaignEditorMessages.missing;

/** The page on which one campaign is made. */
export function CampaignEditor({ id, initial }: { id: string; initial?: CampaignView }) {
  const asked = useQuery({
    ...campaignQuery(id),
    initialData: initial,
    // What is typed must not change under the hands of who types it; whoever comes back sees what is kept then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const code = asked.error instanceof ApiError ? asked.error.problem.code : null;
  if (code === "not_found" || (code === "invalid" && !asked.data)) {
    return (
      <EmptyState
        icon={IconSend}
        title={words.title}
        action={
          <Button component={Link} href="/campaigns">
            {words.open}
          </Button>
        }
      >
        {words.text}
      </EmptyState>
    );
  }
  if (!asked.data) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={480} />
    );
  }
  return <Editor initial={asked.data} />;
}
