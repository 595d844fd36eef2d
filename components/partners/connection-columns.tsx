import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconFlask } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnerKits } from "@/lib/partners/catalog.ts";
import type { PartnerKit, PartnerPlace } from "@/lib/partners/kit.ts";
import { isSandboxHost } from "@/lib/sandbox/is-sandbox-host.ts";
import { Chip } from "../ui/chip.tsx";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Monogram } from "../ui/monogram.tsx";
import { Time } from "../ui/time.tsx";
import { connectionHref } from "./connection-href.ts";
import { exportsInUseHref } from "./exports-in-use.ts";

function kitOf(connection: ConnectionView): PartnerKit | undefined {
  return Object.values<PartnerKit>(partnerKits).find((kit) => kit.id === connection.partner);
}

/** Which of a person's identifiers goes where, for example "E-mail as User ID". */
export function identifierWords(connection: ConnectionView): string[] {
  return (kitOf(connection)?.settings ?? []).flatMap((field) => {
    if (field.kind !== "identifier") {
      return [];
    }
    const value = connection.settings[field.key] ?? "";
    const chosen = field.options.find((option) => option.value === value);
    if (value === "" || !chosen) {
      return [];
    }
    return [chosen.label === field.label ? chosen.label : `${chosen.label} as ${field.label}`];
  });
}

export function ConnectionStatusChip({ connection }: { connection: ConnectionView }) {
  return connection.status === "connected" ? (
    <Chip tone="green" icon={IconCircleCheck}>
      Connected
    </Chip>
  ) : (
    <Chip tone="amber" icon={IconAlertTriangle} tooltip={connection.problem ?? undefined}>
      Needs attention
    </Chip>
  );
}

/** The partner's mark. */
export function PartnerTile({ connection, size }: { connection: ConnectionView; size?: number }) {
  const kit = kitOf(connection);
  return <Monogram letters={kit?.monogram ?? "?"} color={kit?.color ?? "gray"} size={size} />;
}

/** Says so where records go to the sandbox and not to the partner. */
export function SandboxChip({ connection }: { connection: ConnectionView }) {
  return isSandboxHost(connection.host, connection.partner) ? (
    <Chip
      tone="grey"
      icon={IconFlask}
      tooltip="Sends to the sandbox on this machine, not to the real partner."
    >
      sandbox
    </Chip>
  ) : null;
}

function Nickname({ connection }: { connection: ConnectionView }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <PartnerTile connection={connection} />
      <div style={{ minWidth: 0 }}>
        <Text
          component={Link}
          href={connectionHref(connection.id)}
          size="sm"
          fw={500}
          style={{ overflowWrap: "anywhere" }}
        >
          {connection.nickname}
        </Text>
        <span className="visually-hidden">{connection.partnerName}</span>
      </div>
      <SandboxChip connection={connection} />
    </Group>
  );
}

const exportsColumn: Column<ConnectionView> = {
  key: "exports",
  header: "Exports in use",
  align: "right",
  narrow: "hide",
  render: (connection) => (
    <Count
      value={connection.exportsInUse}
      href={exportsInUseHref(connection.nickname)}
      label={`exports send through ${connection.nickname}`}
    />
  ),
};

const transfersColumn: Column<ConnectionView> = {
  key: "transfers",
  header: "Transfers in use",
  align: "right",
  narrow: "hide",
  render: (connection) => (
    <Count
      value={connection.transfersInUse}
      href={connectionHref(connection.id)}
      label={`transfers send through ${connection.nickname}`}
    />
  ),
};

const destinationsColumn: Column<ConnectionView> = {
  key: "destinations",
  header: "Destinations",
  align: "right",
  narrow: "hide",
  render: (connection) => (
    <Count
      value={connection.destinationsInUse}
      href={connectionHref(connection.id)}
      label={`destinations send through ${connection.nickname}`}
    />
  ),
};

const identifiersColumn: Column<ConnectionView> = {
  key: "identifiers",
  header: "Identifiers",
  narrow: "hide",
  render: (connection) => identifierWords(connection).join(", ") || <Dash meaning="none" />,
};

const columns: Column<ConnectionView>[] = [
  {
    key: "nickname",
    header: "Nickname",
    narrow: "title",
    render: (connection) => <Nickname connection={connection} />,
  },
  {
    key: "status",
    header: "Status",
    render: (connection) => <ConnectionStatusChip connection={connection} />,
  },
  { key: "region", header: "Region", narrow: "hide", render: (connection) => connection.region },
  {
    key: "key",
    header: "Key",
    narrow: "hide",
    render: (connection) => (
      <Text component="code" ff="monospace" size="sm" style={{ whiteSpace: "nowrap" }}>
        {Object.values(connection.secrets)
          .map((secret) => `••••${secret.last4}`)
          .join(" ")}
      </Text>
    ),
  },
  {
    key: "verified",
    header: "Last verified",
    render: (connection) =>
      connection.lastVerifiedAt ? <Time at={connection.lastVerifiedAt} relative /> : <Dash meaning="never" />,
  },
];

/** The columns of the connections of each page. */
export const connectionColumns: Record<PartnerPlace, Column<ConnectionView>[]> = {
  partners: [...columns.slice(0, 3), identifiersColumn, ...columns.slice(3), exportsColumn],
  integrations: [...columns, transfersColumn, destinationsColumn],
};
