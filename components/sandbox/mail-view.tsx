"use client";

import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { sandboxMessages } from "@/lib/messages/sandbox.ts";
import type { SandboxMail } from "@/lib/sandbox/schema.ts";
import { Facts } from "../ui/facts.tsx";
import { HtmlFrame } from "../ui/html-frame.tsx";
import classes from "./mail-view.module.css";

const words = sandboxMessages.mail;
const views = ["html", "text", "headers"] as const;

function Html({ html }: { html: string }) {
  return (
    <>
      <HtmlFrame html={html} title={words.frame} />
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
  const [view, setView] = useState<(typeof views)[number]>(mail.html === null ? "text" : "html");
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
