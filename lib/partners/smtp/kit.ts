import type { PartnerKit } from "../kit.ts";
import { addressProblem, hostProblem, nameProblem, portProblem } from "./problems.ts";

/** The ways in which a connection is made safe, and the ports that servers expect them on. */
export const securities = ["starttls", "tls", "none"] as const;
export type Security = (typeof securities)[number];

const ownServer = { key: "server", is: ["own"] };

export const smtpKit: PartnerKit = {
  id: "smtp",
  name: "E-mail (SMTP)",
  category: "Messaging",
  description: "Sends the e-mails of campaigns and journeys through a mail server of yours or of a provider.",
  monogram: "@",
  color: "#2F6FEB",
  capabilities: [],
  place: "integrations",
  panelTitle: "Connect E-mail (SMTP)",
  nicknameLabel: "Integration Name",
  connectLabel: "Connect E-mail (SMTP)",
  guide: [
    "At your mail provider, look up the SMTP server, its port and how it is secured. Most offer port 587 with STARTTLS.",
    "Create a user or an API key there that may send mail, and nothing else.",
    "Confirm the domain of your from address at the provider, and publish the SPF, DKIM and DMARC records that it names. Without them, mail lands in spam.",
  ],
  settings: [
    {
      key: "server",
      kind: "select",
      label: "Server",
      help: "A mail server of yours or of a provider, or the one of the sandbox, which keeps what it is sent and delivers nothing.",
      required: true,
      options: [
        { value: "own", label: "A mail server" },
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: "own",
    },
    {
      key: "host",
      kind: "text",
      label: "Host",
      help: "The name of the SMTP server, as your provider writes it; no http:// and no port.",
      placeholder: "For example smtp.example.com",
      required: true,
      maxLength: 253,
      when: ownServer,
      problem: hostProblem,
    },
    {
      key: "port",
      kind: "text",
      label: "Port",
      help: "587 for STARTTLS, 465 for TLS; some providers also take 2525.",
      required: true,
      default: "587",
      maxLength: 5,
      when: ownServer,
      problem: portProblem,
    },
    {
      key: "security",
      kind: "select",
      label: "Security",
      help: "STARTTLS begins in plain text and must become TLS before anything is sent; TLS is encrypted from the start. With None, user name, password and mails can be read on the way.",
      required: true,
      options: [
        { value: "starttls", label: "STARTTLS" },
        { value: "tls", label: "TLS" },
        { value: "none", label: "None" },
      ],
      default: "starttls",
      when: ownServer,
    },
    {
      key: "user",
      kind: "text",
      label: "User name",
      help: "What the server knows you by; empty where it asks for no sign-in. The sandbox takes any name, and keeps an account for each.",
      required: false,
      maxLength: 320,
      problem: nameProblem,
    },
    {
      key: "password",
      kind: "secret",
      label: "Password",
      help: "Of this user, or the API key that your provider uses as one. The sandbox takes any that does not begin with “refused”.",
      required: false,
      maxLength: 500,
    },
    {
      key: "fromName",
      kind: "text",
      label: "From name",
      help: "Whom people see as the sender, unless a message names another.",
      placeholder: "For example Acme Shop",
      required: false,
      maxLength: 120,
      problem: nameProblem,
    },
    {
      key: "fromAddress",
      kind: "text",
      label: "From address",
      help: "The address that messages come from. Your server or provider must let this user send as it.",
      placeholder: "For example news@mail.example.com",
      required: true,
      maxLength: 254,
      problem: addressProblem,
    },
    {
      key: "replyTo",
      kind: "text",
      label: "Reply-to address",
      help: "Where answers go, when not to the from address.",
      required: false,
      maxLength: 254,
      problem: addressProblem,
    },
  ],
  regionField: "server",
  regions: [
    {
      id: "own",
      label: "A mail server",
      url: "smtp://your-mail-server",
      hostSetting: "JUNCTION_HOST_SMTP",
    },
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "smtp://127.0.0.1:3002/smtp",
      hostSetting: "JUNCTION_HOST_SMTP_SANDBOX",
      onlyWhenSet: true,
    },
  ],
  addressOf: ({ server, host, port, security }) =>
    server === "sandbox" || !host ? null : `${security === "tls" ? "smtps" : "smtp"}://${host}:${port}`,
  // One message is one transaction; a connection takes a batch of them, one after the other.
  limits: {
    batchBytes: 4_000_000,
    recordBytes: 300_000,
    batchRecords: 25,
    inFlight: 4,
    timeoutMs: 20_000,
  },
};
