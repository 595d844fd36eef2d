"use client";

import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { peopleAudienceOperations } from "@/lib/audiences/people/operations.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { call } from "../../api.ts";
import { sayProblem } from "../../toast.ts";
import { refreshAudiences } from "../refresh.ts";

/** Takes an audience of people again, as of now. */
export function TakeAgainButton({ audience }: { audience: AudienceView }) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => call(peopleAudienceOperations["audiences.takeAgain"], { id: audience.id }),
    onSuccess: () => refreshAudiences(client),
    onError: sayProblem,
  });
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} />}
      onClick={() => again.mutate()}
      loading={again.isPending}
    >
      {originMessages.people.again}
    </Button>
  );
}
