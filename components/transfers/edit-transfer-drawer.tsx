"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { transfersText as text } from "@/lib/messages/transfers.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { transferOperations as operations } from "@/lib/transfers/operations.ts";
import type { TransferView } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { formProblems } from "../partners/form-problems.ts";
import { sayDone } from "../toast.ts";
import { FormDrawer } from "../ui/form-drawer.tsx";
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
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={`${text.edit.title}: ${transfer.nickname}`}
      dirty={changed}
      problem={problems.general}
      save={{ label: text.edit.save, busy: save.isPending, disabled: !changed, submit: () => save.mutate() }}
    >
      <FrequencyFields
        value={schedule}
        onChange={setSchedule}
        list={partnerKit(transfer.partner).audience?.keeps === "list"}
        problem={problems.fields.frequency}
      />
    </FormDrawer>
  );
}
