import { TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { ApiError, call } from "../../api.ts";
import { sayDone } from "../../toast.ts";
import { FormDrawer } from "../../ui/form-drawer.tsx";
import { refreshCampaigns } from "../queries.ts";

const words = campaignReportMessages.rename;

/** Name and labels, which may change at any time; what runs stays as it is. */
export function RenameDrawer({
  campaign,
  opened,
  onClose,
}: {
  campaign: Pick<CampaignView, "id" | "version" | "name" | "labels">;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  // The version that was looked at: what somebody else changes meanwhile is not overwritten before that is said.
  const [before, setBefore] = useState(campaign);
  const [name, setName] = useState(before.name);
  const [labels, setLabels] = useState(before.labels);
  const save = useMutation({
    mutationFn: () =>
      call(campaignOperations["campaigns.update"], { id: before.id, version: before.version, name, labels }),
    onSuccess: async (saved) => {
      await refreshCampaigns(client, saved);
      sayDone(words.saved);
      onClose();
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.problem.code === "conflict") {
        setBefore(await call(campaignOperations["campaigns.get"], { id: before.id }));
      }
    },
  });
  const isConflict = save.error instanceof ApiError && save.error.problem.code === "conflict";
  const problems = save.error instanceof ApiError ? save.error.problem.problems : [];
  const of = (field: string) =>
    problems.find(
      ({ path }) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`),
    )?.message;
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={words.title}
      dirty={name !== before.name || labels.join("\n") !== before.labels.join("\n")}
      problem={
        save.error && problems.length === 0
          ? `${save.error.message}${isConflict ? ` ${words.again}` : ""}`
          : null
      }
      save={{ label: words.save, busy: save.isPending, submit: () => save.mutate() }}
    >
      <TextInput
        label={words.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={of("name")}
        maxLength={120}
        required
        data-autofocus
      />
      <TagsInput
        label={words.labels}
        description={words.labelsHelp}
        value={labels}
        onChange={setLabels}
        error={of("labels")}
        maxTags={10}
      />
    </FormDrawer>
  );
}
