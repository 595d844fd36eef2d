"use client";

import { Alert, Anchor, Select, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import type { RemoteAudiences } from "@/lib/integrations/schema.ts";
import { remoteMessages as words } from "@/lib/messages/audience-remote.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { operationQuery } from "../../operation-query.ts";
import { countWords } from "../../ui/count.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import type { OriginFieldsProps, RemoteFieldsChoice } from "../origin-choice.ts";

type Listed = RemoteAudiences["items"][number];

/** Accounts of partners that list the audiences they keep. */
function useListingConnections() {
  return useQuery({
    ...operationQuery(integrationsOperations["connections.list"], { limit: 100 }),
    select: ({ items }) => items.filter(({ partner }) => partnerKit(partner).listsAudiences),
  });
}

const optionOf = ({ id, name, size, csvUrl }: Listed) => ({
  value: id,
  disabled: csvUrl === null,
  label:
    csvUrl === null
      ? words.audience.noFile(name)
      : words.audience.option(name, size === null ? "" : countWords(size, "user", "users")),
});

function AudienceChoice({
  remote,
  set,
  suggestName,
}: {
  remote: RemoteFieldsChoice;
  set: (change: Partial<RemoteFieldsChoice>) => void;
  suggestName: (name: string) => void;
}) {
  const asked = useQuery({
    ...operationQuery(integrationsOperations["connections.audiences"], { id: remote.connectionId }),
    retry: false,
  });
  const listed = asked.data?.items;
  const found = listed?.find((one) => one.id === remote.audienceId);
  const known = found?.csvUrl ? found : undefined;
  // Also where the choice came with the address, before the list was there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each audience, not for each name that is typed
  useEffect(() => {
    if (known) {
      suggestName(known.name);
    }
  }, [known?.id]);
  if (!listed) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={60} />
    );
  }
  if (listed.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.audience.none}
      </Text>
    );
  }
  return (
    <>
      <Select
        label={words.audience.label}
        description={words.audience.help}
        data={listed.map(optionOf)}
        value={known?.id ?? null}
        onChange={(audienceId) => set({ audienceId: audienceId ?? "", column: "" })}
        allowDeselect={false}
        searchable={listed.length > 10}
        required
      />
      {listed.some(({ csvUrl }) => csvUrl === null) && (
        <Alert color="gray" variant="light">
          {words.audience.some}
        </Alert>
      )}
      {known && (
        <TextInput
          label={words.column.label}
          description={words.column.help}
          value={remote.column || known.identifier}
          onChange={(event) => set({ column: event.currentTarget.value })}
          maxLength={120}
          required
        />
      )}
    </>
  );
}

/** Which audience of which account is imported. */
export function RemoteFields({ value, onChange, suggestName }: OriginFieldsProps) {
  const { remote } = value;
  const connections = useListingConnections();
  const set = (change: Partial<RemoteFieldsChoice>) =>
    onChange({ ...value, remote: { ...remote, ...change } });
  const [only] = connections.data?.length === 1 ? connections.data : [];
  const connectionId = remote.connectionId || only?.id || "";
  if (connections.error && !connections.data) {
    return <ErrorState error={connections.error} onRetry={() => connections.refetch()} />;
  }
  if (connections.data?.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.connection.none}{" "}
        <Anchor component={Link} href="/settings/integrations" size="sm">
          {words.connection.connect}
        </Anchor>
      </Text>
    );
  }
  return (
    <Stack>
      <Select
        label={words.connection.label}
        description={words.connection.help}
        data={(connections.data ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }))}
        value={connectionId || null}
        onChange={(next) => set({ connectionId: next ?? "", audienceId: "", column: "" })}
        allowDeselect={false}
        required
      />
      {connectionId !== "" && (
        <AudienceChoice
          key={connectionId}
          remote={{ ...remote, connectionId }}
          set={(change) => set({ connectionId, ...change })}
          suggestName={suggestName}
        />
      )}
    </Stack>
  );
}
