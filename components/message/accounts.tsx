import { Button, Group, Select, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconPlugConnected } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { type PartnerId, partnerKits } from "@/lib/partners/catalog.ts";
import { connectionsQuery } from "../campaigns/editor/queries.ts";
import { useField, useForm } from "../form/form-context.tsx";
import { connectionHref } from "../partners/connection-href.ts";
import { Chip } from "../ui/chip.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Link } from "../ui/link.tsx";
import { Monogram } from "../ui/monogram.tsx";
import { useVisitor } from "../visitor.tsx";
import { carriersOf } from "./carriers.ts";
import { contentOf, useMessage } from "./message-context.tsx";

const words = campaignEditorMessages.setup;

function Unconnected({ partner }: { partner: PartnerId }) {
  const kit = partnerKits[partner];
  const field = useField(`what.connections.${partner}`);
  const mayConnect = useVisitor().can("connections.write");
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap" data-path={field["data-path"]} tabIndex={-1}>
      <Monogram letters={kit.monogram} color={kit.color} size={28} />
      <div>
        <Text size="sm" fw={500}>
          {words.unconnected(kit.name)}
        </Text>
        <Text size="sm" c="dimmed" mb="xs">
          {mayConnect ? words.unconnectedText : words.nobody}
        </Text>
        {mayConnect && (
          <Button
            component={Link}
            href={`/settings/${kit.place}`}
            size="xs"
            variant="light"
            leftSection={<IconPlugConnected size={15} />}
          >
            {words.connect(kit.name)}
          </Button>
        )}
      </div>
    </Group>
  );
}

/** The account that carries the message, and whether it is ready. */
function Account({ partner }: { partner: PartnerId }) {
  const { message, change, settle = change } = useMessage();
  const { isReadOnly } = useForm();
  const connections = useQuery(connectionsQuery(partner));
  const path = `what.connections.${partner}`;
  const field = useField(path);
  const kit = partnerKits[partner];
  const id = message.connections[partner] ?? null;
  const items = connections.data?.items ?? [];
  const only = items.length === 1 ? items[0]?.id : undefined;
  useEffect(() => {
    // Of one account there is nothing to choose.
    if (id === null && only && !isReadOnly) {
      settle((before) => ({ ...before, connections: { ...before.connections, [partner]: only } }));
    }
  }, [id, only, isReadOnly, settle, partner]);
  if (connections.isError && !connections.data) {
    return <ErrorState error={connections.error} onRetry={() => connections.refetch()} />;
  }
  if (!connections.data) {
    return <Skeleton height={66} />;
  }
  if (items.length === 0 && id === null) {
    return <Unconnected partner={partner} />;
  }
  const chosen = items.find((item) => item.id === id);
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <Monogram letters={kit.monogram} color={kit.color} size={28} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Select
          aria-label={words.account(kit.name)}
          placeholder={words.choose}
          allowDeselect={false}
          maw={360}
          data={items.map(({ id: value, nickname }) => ({ value, label: nickname }))}
          value={id}
          onChange={(next) =>
            next &&
            change((before) => ({ ...before, connections: { ...before.connections, [partner]: next } }))
          }
          {...field}
        />
        <Group gap="sm" mt={8}>
          {chosen && (
            <Chip
              tone={chosen.status === "connected" ? "green" : "amber"}
              icon={chosen.status === "connected" ? IconCircleCheck : IconAlertTriangle}
              tooltip={chosen.problem ?? undefined}
            >
              {chosen.status === "connected" ? words.ready : words.attention}
            </Chip>
          )}
          {chosen && (
            <Text size="sm" component={Link} href={connectionHref(chosen.id)}>
              {words.manage}
            </Text>
          )}
        </Group>
        {chosen?.problem && (
          <Text size="sm" mt={4}>
            {chosen.problem}
          </Text>
        )}
      </div>
    </Group>
  );
}

/** Which account carries the message, connected and ready or not. */
export function Accounts() {
  const { kit, message } = useMessage();
  const partners = carriersOf(kit, contentOf(message));
  return (
    <>
      {kit.partners.length > 0 && partners.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.byContent}
        </Text>
      )}
      {kit.partners.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      ) : (
        <Stack gap="md">
          {partners.map((partner) => (
            <Account key={partner} partner={partner} />
          ))}
        </Stack>
      )}
    </>
  );
}
