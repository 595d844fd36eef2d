"use client";

import type { ReactNode } from "react";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import type { SettingField } from "@/lib/partners/kit.ts";
import { Dash } from "../ui/dash.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Time } from "../ui/time.tsx";
import { fieldsOf } from "./connection-fields.ts";

/** What a connection holds for a field: a secret by its last four characters, a choice by its label. */
function heldValue(field: SettingField, { settings, secrets }: ConnectionView): ReactNode {
  if (field.kind === "secret") {
    const secret = secrets[field.key];
    return secret ? <code>••••{secret.last4}</code> : <Dash meaning="none" />;
  }
  // A choice that came after the connection counts as its default.
  const value = settings[field.key] ?? (field.kind === "select" ? field.default : "");
  const chosen = "options" in field ? field.options.find((option) => option.value === value) : undefined;
  return chosen?.label ?? (value === "" ? <Dash meaning="none" /> : value);
}

/** How a connection stands, in a sentence. */
function StatusWords({ connection }: { connection: ConnectionView }) {
  const { lastVerifiedAt, problem, status } = connection;
  return (
    <>
      {status === "connected" ? words.page.accepted : `${words.page.needsAttention} ${problem ?? ""}`}{" "}
      {words.page.lastAccepted} {lastVerifiedAt ? <Time at={lastVerifiedAt} /> : words.page.never}.
    </>
  );
}

/** Everything that was set for a connection, and how it stands. */
export function ConnectionFacts({ connection }: { connection: ConnectionView }) {
  const kit = partnerKit(connection.partner);
  const facts: Fact[] = [
    { label: "Status", value: <StatusWords connection={connection} /> },
    { label: kit.nicknameLabel, value: connection.nickname },
    ...fieldsOf(connection).map((field) => ({
      label: field.label,
      value: heldValue(field, connection),
    })),
    ...(kit.found?.fields ?? []).map(({ key, label }) => ({
      label,
      value: connection.settings[key] ?? <Dash meaning="none" />,
    })),
    { label: "Sends to", value: kit.sendsTo ?? <code>{connection.host}</code> },
    { label: "Connected", value: <Time at={connection.createdAt} /> },
    { label: "Connected by", value: connection.createdBy },
  ];
  return <Facts facts={facts} />;
}
