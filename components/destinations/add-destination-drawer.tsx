"use client";

import { Divider } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import type { ConnectionView, PartnerView } from "@/lib/integrations/schema.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";
import type { SourceView } from "@/lib/sources/schema.ts";
import { call } from "../api.ts";
import { formProblems } from "../partners/form-problems.ts";
import { startingValues } from "../partners/offered-fields.ts";
import { refreshConnections } from "../partners/refresh-connections.ts";
import { FormDrawer } from "../ui/form-drawer.tsx";
import { useVisitor } from "../visitor.tsx";
import { type Account, AccountFields } from "./account-fields.tsx";
import { DestinationFields } from "./destination-fields.tsx";
import { sentChoices, startingChoices } from "./destination-form.ts";
import { refreshDestinations } from "./queries.ts";

const text = destinationsText.drawer;

function sentAccount(account: Account) {
  if (account.kind === "new") {
    return { connect: { nickname: account.nickname, values: account.values } };
  }
  return account.connectionId === null ? {} : { connectionId: account.connectionId };
}

/** Adds a destination to a source: which account, how calls are mapped, and which of them. */
export function AddDestinationDrawer({
  source,
  kit,
  partner,
  connections,
  opened,
  onClose,
  onAdded,
}: {
  source: SourceView;
  kit: PartnerKit;
  partner: PartnerView;
  connections: ConnectionView[];
  opened: boolean;
  onClose: () => void;
  onAdded: (destination: DestinationView) => void;
}) {
  const client = useQueryClient();
  const { can } = useVisitor();
  const blank = can("connections.write")
    ? ({ kind: "new", nickname: "", values: startingValues(kit, partner) } as const)
    : null;
  const [only] = connections.length === 1 ? connections : [];
  const [account, setAccount] = useState<Account>(() =>
    connections.length === 0 && blank ? blank : { kind: "existing", connectionId: only?.id ?? null },
  );
  const [choices, setChoices] = useState(() => startingChoices(kit));
  const [touched, setTouched] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      call(operations["destinations.create"], {
        id: source.id,
        partner: kit.id,
        ...sentAccount(account),
        ...sentChoices(choices),
      }),
    onSuccess: async (destination) => {
      await Promise.all([refreshDestinations(client), refreshConnections(client)]);
      onAdded(destination);
    },
  });
  const keys = ["name", "mode", "filterMode", "eventNames", "connectionId", "nickname"];
  const problems = formProblems(add.error, [...keys, ...kit.settings.map((field) => field.key)]);
  function touch(): void {
    setTouched(true);
    add.reset();
  }
  return (
    <FormDrawer
      opened={opened}
      onClose={onClose}
      title={text.add(kit.name)}
      dirty={touched}
      problem={problems.general}
      problemCount={Object.keys(problems.fields).length}
      save={{ label: destinationsText.add, busy: add.isPending, submit: () => add.mutate() }}
    >
      <AccountFields
        kit={kit}
        partner={partner}
        connections={connections}
        account={account}
        blank={blank}
        problems={problems.fields}
        onChange={(next) => {
          touch();
          setAccount(next);
        }}
      />
      <Divider />
      <DestinationFields
        kit={kit}
        platform={source.platform}
        choices={choices}
        problems={problems.fields}
        onChange={(next) => {
          touch();
          setChoices(next);
        }}
      />
    </FormDrawer>
  );
}
