import type { SandboxFaults } from "../sandbox/faults.ts";
import type { SandboxMessageView } from "../sandbox/schema.ts";

export const sandboxMessages = {
  title: "Sandbox",
  description:
    "A stand-in of your partners on this machine: what they received in the last 30 days, and how they misbehave.",
  received: "What the partner received",
  views: { label: "What to look at", received: "Received", users: "Users", audiences: "Audiences" },
  users: {
    title: "Users at the partner",
    property: "Property",
    equals: "equals",
    find: "Find users",
    all: "Show all",
    noMatch: "No user has this property with this value",
    none: {
      title: "The partner knows no users yet",
      text: "Send an audience to it, and its members appear here with their properties.",
    },
    found: (users: string, query: { property: string; value: string }) =>
      query.property === "" ? users : `${users} where ${query.property} equals “${query.value}”`,
  },
  audiences: {
    title: "Audiences at the partner",
    none: {
      title: "The partner was given no audience yet",
      text: "Send an audience to it, and its list appears here.",
    },
  },
  faults: {
    title: "Misbehave on purpose",
    readOnly: "Viewers see the faults and cannot change them.",
    apply: "Apply faults",
    off: "Switch all off",
    heard: "Heard within a second, by running exports too.",
  },
  rule: {
    title: "Pass on to audiences",
    off: "At AWS, a rule with an API destination passes on what comes to a bus. This one does it here: each event goes to this installation's endpoint, where storyly_token says which audience is meant, and operation whether the user enters or leaves.",
    audience: "Audience whose key it calls with",
    audienceHelp:
      "A key is made for it. With it, it reaches all audiences of this workspace by their tokens.",
    noAudience: "No audience is filled by EventBridge yet.",
    makeAudience: "New audience",
    on: "Events that come to this bus are passed on with a key of",
    gone: "The audience whose key it called with was deleted, so nothing is let in any more. Switch it off, and on again with another.",
    counts: { delivered: "Taken", waiting: "Waiting", failed: "Refused" },
    switchOn: "Switch on",
    switchOff: "Switch off",
    isOn: "Events are passed on",
    isOff: "Nothing is passed on any more",
    readOnly: "Viewers see the rule and cannot change it.",
  },
  passedOn: {
    label: "Passed on",
    delivered: "passed on",
    waiting: "to be passed on",
    failed: "refused",
  },
  clear: {
    button: "Clear received",
    title: "Clear what the sandbox received?",
    text: "Its messages and counts of this connection go. Exports that are done stay done; the faults stay as they are.",
  },
  none: {
    title: "No connection to look at",
    text: "The sandbox shows what arrived through a connection. Connect a partner first; any key works.",
  },
  notUsed: {
    title: "This connection does not send to the sandbox",
    text: "Its records go to the real partner. To use the sandbox, set the host of the region (for example JUNCTION_HOST_SEGMENT_US) to the sandbox's address and start Junction again.",
  },
  address: {
    label: "Address",
    help: "Webhooks that are sent to it, or below it, arrive here. Only this machine reaches it.",
  },
  empty: {
    title: "Nothing received yet",
    text: "Send something through this connection, and its calls appear here as the partner sees them.",
  },
  mail: {
    views: { label: "How to look at the mail", html: "HTML", text: "Text", headers: "Headers" },
    frame: "The mail as HTML",
    frameHelp: "Scripts do not run here, and pictures from elsewhere are not fetched.",
    noHtml: "The mail has no HTML.",
    noText: "The mail has no text.",
    from: "From",
    to: "To",
    replyTo: "Reply to",
    subject: "Subject",
    sentTo: "Sent to",
  },
  noMatch: "No message matches",
  searched: "The newest 100,000 messages are searched.",
} as const;

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const endings: Record<string, string> = { one: "st", two: "nd", few: "rd" };

/** "2nd", "11th" */
export function nth(number: number): string {
  return `${number}${endings[ordinals.select(number)] ?? "th"}`;
}

function failureWords(faults: SandboxFaults): string[] {
  const which = (faults.everyNth ?? 1) === 1 ? "every request" : `every ${nth(faults.everyNth ?? 1)} request`;
  const kept = faults.afterKeeping ? ", after keeping its records" : "";
  if (faults.hangUp) {
    return [`hangs up on ${which} without an answer${kept}`];
  }
  if (faults.status === undefined) {
    return [];
  }
  const wait = faults.status === 429 ? `, asking to wait ${faults.retryAfterS ?? 1} s` : "";
  return [`answers ${faults.status} to ${which}${wait}${kept}`];
}

/** What the faults do, as one sentence. */
export function faultWords(faults: SandboxFaults): string {
  const parts = failureWords(faults);
  if (faults.delayMs) {
    parts.push(`waits ${faults.delayMs} ms before each answer`);
  }
  if (faults.refuseEveryNthRecord) {
    const each = faults.refuseEveryNthRecord;
    parts.push(each === 1 ? "refuses every record" : `refuses about one record in ${each}`);
  }
  if (parts.length === 0) {
    return "It behaves: every request is answered as the real partner would.";
  }
  const end = faults.forRequests ? `, for ${faults.forRequests} requests` : "";
  return `It ${parts.join(", ")}${end}.`;
}

type PassedOn = NonNullable<SandboxMessageView["passedOn"]>;

/** What became of an event on its way through a rule, as one sentence. */
export function passedOnWords({ state, status, tries, answer }: PassedOn): string {
  const said = status === null ? "nobody answered" : `answered ${status}`;
  const often = tries === 1 ? "" : `, at try ${tries}`;
  const ending = answer === "" ? "." : `: ${answer}`;
  if (state === "delivered") {
    return `Taken: ${said}${often}.`;
  }
  if (state === "failed") {
    return tries === 0 ? "Given up before the first try." : `Given up: ${said}${often}${ending}`;
  }
  return tries === 0 ? "It is about to be passed on." : `To be tried again: ${said}${often}${ending}`;
}
