"use client";

import { Alert, Button, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceRow } from "@/lib/audiences/schema.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { ApiError, call } from "../api.ts";
import { sayDone } from "../toast.ts";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { refreshAudiences } from "./refresh.ts";

type Props = {
  audience: Pick<AudienceRow, "id" | "name" | "description">;
  opened: boolean;
  onClose: () => void;
};

/** Name and description of an audience. Mount it anew for each opening. */
export function EditDrawer({ audience, opened, onClose }: Props) {
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState(audience.name);
  const [description, setDescription] = useState(audience.description);
  const update = useMutation({
    mutationFn: () => call(audienceOperations["audiences.update"], { id: audience.id, name, description }),
    onSuccess: async () => {
      await refreshAudiences(client);
      sayDone("The audience is changed");
      onClose();
    },
  });
  const problem = update.error instanceof ApiError ? update.error.problem : null;
  const nameProblem = problem?.problems.find((each) => each.field === "name")?.message;
  function submit(event: FormEvent): void {
    event.preventDefault();
    update.mutate();
  }
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={audiencesMessages.edit.title}
      dirty={name !== audience.name || description !== audience.description}
      footer={(leave) => (
        <DrawerActions onCancel={leave}>
          <Button type="submit" form={formId} loading={update.isPending}>
            {audiencesMessages.edit.save}
          </Button>
        </DrawerActions>
      )}
    >
      <form id={formId} onSubmit={submit}>
        <Stack>
          {update.error && !nameProblem && (
            <Alert color="red" role="alert">
              {problem?.detail ??
                "The server did not answer. Check that Junction is running, then try again."}
            </Alert>
          )}
          <TextInput
            label={audiencesMessages.drawer.name}
            description={audiencesMessages.drawer.nameHelp}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={nameProblem}
            maxLength={120}
            required
            data-autofocus
          />
          <Textarea
            label={audiencesMessages.drawer.description}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            maxLength={500}
            autosize
            minRows={2}
          />
        </Stack>
      </form>
    </SideDrawer>
  );
}
