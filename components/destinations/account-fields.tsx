"use client";

import { Select, Stack, Switch, TextInput } from "@mantine/core";
import type { ConnectionView, PartnerView } from "@/lib/integrations/schema.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { partnersMessages } from "@/lib/messages/partners.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";
import { offeredFields } from "../partners/offered-fields.ts";
import { SettingFields } from "../partners/setting-fields.tsx";

const text = destinationsText.drawer;

/** The account that calls go to: an integration that exists, or the settings of a new one. */
export type Account =
  | { kind: "existing"; connectionId: string | null }
  | { kind: "new"; nickname: string; values: Record<string, string> };

export function AccountFields({
  kit,
  partner,
  connections,
  account,
  blank,
  problems,
  onChange,
}: {
  kit: PartnerKit;
  partner: Pick<PartnerView, "hosts">;
  connections: ConnectionView[];
  account: Account;
  /** what a new integration begins with; null for a role that may connect none */
  blank: Extract<Account, { kind: "new" }> | null;
  problems: Record<string, string>;
  onChange: (account: Account) => void;
}) {
  return (
    <Stack>
      {blank && connections.length > 0 && (
        <Switch
          label={text.fresh}
          description={text.freshHelp(kit.name)}
          checked={account.kind === "new"}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? blank : { kind: "existing", connectionId: null })
          }
        />
      )}
      {account.kind === "existing" ? (
        <Select
          label={text.integration.label}
          description={text.integration.help}
          placeholder={connections.length === 0 ? text.integration.none : text.integration.missing}
          data={connections.map((each) => ({ value: each.id, label: each.nickname }))}
          value={account.connectionId}
          onChange={(connectionId) => onChange({ kind: "existing", connectionId })}
          error={problems.connectionId}
          required
        />
      ) : (
        <>
          <TextInput
            label={kit.nicknameLabel}
            description={partnersMessages.nickname.help}
            value={account.nickname}
            onChange={(event) => onChange({ ...account, nickname: event.currentTarget.value })}
            error={problems.nickname}
            maxLength={80}
            required
          />
          <SettingFields
            fields={offeredFields(kit, partner)}
            values={account.values}
            problems={problems}
            onChange={(key, value) => onChange({ ...account, values: { ...account.values, [key]: value } })}
          />
        </>
      )}
    </Stack>
  );
}
