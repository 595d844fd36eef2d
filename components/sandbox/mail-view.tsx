"use client";

import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { sandboxMessages } from "@/lib/messages/sandbox.ts";
import type { SandboxMail } from "@/lib/sandbox/schema.ts";
import { Facts } from "../ui/facts.tsx";
import classes from "./mail-view.module.css";

const words = sandboxMessages.mail;
const views = ["html", "text", "headers"] as const;

/** Beside what `sandbox` forbids: nothing is fetched, so that looking at a mail is not told to anybody. */
const policy =
  `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">` +
  `<meta name="color-scheme" content="light">`;

function Html({ html }: { html: string }) {
  return (
    <>
      <iframe
        className={classes.frame}
        title={words.frame}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={policy + html}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {words.frameHelp}
      </Text>
    </>
  );
}

function Headers({ headers }: { headers: SandboxMail["headers"] }) {
  return (
    <Facts
      facts={Object.entries(headers).map(([label, value]) => ({
        label,
        value: <code className={classes.value}>{value}</code>,
      }))}
    />
  );
}

function Part({ mail, view }: { mail: SandboxMail; view: (typeof views)[number] }) {
  if (view === "headers") {
    return <Headers headers={mail.headers} />;
  }
  const body = mail[view];
  if (body === null) {
    return (
      <Text size="sm" c="dimmed">
        {view === "html" ? words.noHtml : words.noText}
      </Text>
    );
  }
  return view === "html" ? <Html html={body} /> : <pre className={classes.text}>{body}</pre>;
}

/** A mail that came: whom it is from and to, what it says as HTML and as text, and its headers. */
export function MailView({ mail }: { mail: SandboxMail }) {
  const [view, setView] = useState<(typeof views)[number]>("html");
  const sentTo = mail.envelope.to.join(", ");
  const facts = [
    { label: words.from, value: mail.from },
    { label: words.to, value: mail.to },
    ...(sentTo === mail.to ? [] : [{ label: words.sentTo, value: sentTo }]),
    ...(mail.replyTo ? [{ label: words.replyTo, value: mail.replyTo }] : []),
    { label: words.subject, value: mail.subject },
  ];
  return (
    <>
      <Facts
        facts={facts.map(({ label, value }) => ({
          label,
          value: <span className={classes.value}>{value}</span>,
        }))}
      />
      <SegmentedControl
        aria-label={words.views.label}
        value={view}
        onChange={(value) => setView(views.find((each) => each === value) ?? "html")}
        data={views.map((value) => ({ value, label: words.views[value] }))}
      />
      <div>
        <Part mail={mail} view={view} />
      </div>
    </>
  );
}
