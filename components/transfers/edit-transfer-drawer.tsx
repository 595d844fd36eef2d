"use client";

import { Alert, Button, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { transfersText as text } from "@/lib/messages/transfers.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { transferOperations as operations } from "@/lib/transfers/operations.ts";
import type { TransferView } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { formProblems } from "../partners/form-problems.ts";
import { sayDone } from "../toast.ts";
import { DrawerActions, SideDrawer } from "../ui/side-drawer.tsx";
import { FrequencyFields, type Schedule } from "./frequency-fields.tsx";
import { refreshTransfers } from "./queries.ts";

/** Changes how often an audience is sent. */
export function EditTransferDrawer({
  transfer,
  opened,
  onClose,
}: {
  transfer: TransferView;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const formId = useId();
  const before: Schedule = { frequency: transfer.frequency, everyHours: transfer.everyHours ?? 24 };
  const [schedule, setSchedule] = useState(before);
  const save = useMutation({
    mutationFn: () => call(operations["transfers.edit"], { id: transfer.id, ...schedule }),
    onSuccess: async () => {
      await refreshTransfers(client);
      sayDone(text.edit.done);
      onClose();
    },
  });
  const problems = formProblems(save.error, ["frequency"]);
  const changed =
    schedule.frequency !== before.frequency ||
    (schedule.frequency === "recurring" && schedule.everyHours !== before.everyHours);
  return (
    <SideDrawer
      opened={opened}
      onClose={onClose}
      title={`${text.edit.title}: ${transfer.nickname}`}
      dirty={changed}
      footer={(leave) => (
        <DrawerActions onCancel={leave}>
          <Button type="submit" form={formId} loading={save.isPending} disabled={!changed}>
            {text.edit.save}
          </Button>
        </DrawerActions>
      )}
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          {problems.general && (
            <Alert color="red" role="alert">
              {problems.general}
            </Alert>
          )}
          <FrequencyFields
            value={schedule}
            onChange={setSchedule}
            list={partnerKit(transfer.partner).audience?.keeps === "list"}
            problem={problems.fields.frequency}
          />
        </Stack>
      </form>
    </SideDrawer>
  );
}
