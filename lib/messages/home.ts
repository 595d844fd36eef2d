import type { OverviewProblem, ProblemKind } from "../home/schema.ts";
import { isStill } from "../journeys/still.ts";

const many = new Intl.NumberFormat("en");

type ProblemWords = {
  /** what happened */
  title: (problem: OverviewProblem) => string;
  /** why, when the reason alone does not say it */
  text: (problem: OverviewProblem) => string;
  /** the one thing to do about it */
  action: string;
  href: (problem: OverviewProblem) => string;
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const destinationHref = ({ objectId, sourceId }: OverviewProblem): string =>
  `/sources/${sourceId}/destinations/${objectId}`;

const transferHref = ({ objectId, audienceId }: OverviewProblem): string =>
  `/audiences/${audienceId}?tab=sent&transfer=${objectId}`;

/** What each kind of problem is called and where its one action leads. */
export const problemWords: Record<ProblemKind, ProblemWords> = {
  no_worker: {
    title: () => "Nothing is being sent: no worker is running",
    text: () =>
      "Exports wait until a worker starts. On the server, run “npm run worker”, or restart Junction.",
    action: "Show what waits",
    href: () => "/settings/exports?status=PENDING&status=RUNNING",
  },
  connection_attention: {
    title: ({ objectName }) => `The connection ${objectName} needs attention`,
    text: ({ reason }) => reason || "The partner did not accept its settings.",
    action: "Open connection",
    href: ({ objectId }) => `/settings/partners/${objectId}`,
  },
  campaign_held: {
    title: ({ objectName }) => `The campaign ${objectName} is held`,
    text: ({ reason }) => `${sentence(reason || "Its safety limit was exceeded")} Nobody got it so far.`,
    action: "Open campaign",
    href: ({ objectId }) => `/campaigns/${objectId}`,
  },
  campaign_failed: {
    title: ({ objectName }) => `The campaign ${objectName} was stopped`,
    text: ({ reason }) => reason || "It could not go on.",
    action: "Open campaign",
    href: ({ objectId }) => `/campaigns/${objectId}`,
  },
  campaign_unapprovable: {
    title: ({ objectName, count }) =>
      count === 1
        ? `The campaign ${objectName} waits for approval that nobody could give`
        : `${many.format(count)} campaigns wait for approval that nobody could give`,
    text: () =>
      "Whoever asked must not approve it, and there is no other Admin or Marketer. Invite one, or switch approval off in the workspace's settings.",
    action: "Invite a member",
    href: () => "/settings/members",
  },
  campaign_approval: {
    title: ({ objectName }) => `The campaign ${objectName} waits for your approval`,
    text: ({ reason }) => `${reason || "Somebody"} asked for it. Nothing leaves before somebody approves.`,
    action: "Look it over",
    href: ({ objectId }) => `/campaigns/${objectId}/edit#overview`,
  },
  campaign_rejected: {
    title: ({ objectName }) => `Your campaign ${objectName} was not approved`,
    text: ({ reason }) => sentence(reason || "No reason was given"),
    action: "Mend it",
    href: ({ objectId }) => `/campaigns/${objectId}/edit`,
  },
  journey_waiting: {
    title: ({ objectName, reason }) =>
      isStill(reason)
        ? `The journey ${objectName} stands still`
        : `Messages of the journey ${objectName} do not leave`,
    text: ({ reason }) =>
      isStill(reason)
        ? sentence(reason)
        : `${sentence(reason || "Their partner takes nothing")} Its people wait for them and are not lost.`,
    action: "Open journey",
    href: ({ objectId }) => `/journeys/${objectId}`,
  },
  destination_halted: {
    title: ({ objectName }) => `The destination ${objectName} has halted`,
    text: ({ reason }) =>
      `${sentence(reason || "The partner did not say why")} Its calls wait and are not lost.`,
    action: "Open destination",
    href: destinationHref,
  },
  destination_waiting: {
    title: ({ objectName }) => `The destination ${objectName} is waiting for its partner`,
    text: ({ reason }) =>
      `${sentence(reason || "The partner takes nothing")} Its calls leave by themselves once it does.`,
    action: "Open destination",
    href: destinationHref,
  },
  export_failed: {
    title: ({ objectName }) => `An export to ${objectName} was refused`,
    text: ({ reason }) => reason || "The partner did not say why.",
    action: "Open export",
    href: ({ objectId }) => `/settings/exports/${objectId}`,
  },
  export_waiting: {
    title: ({ objectName }) => `An export to ${objectName} is waiting`,
    text: ({ reason }) => reason,
    action: "Open export",
    href: ({ objectId }) => `/settings/exports/${objectId}`,
  },
  export_rejected: {
    title: ({ objectName, count }) =>
      `${many.format(count)} ${count === 1 ? "row" : "rows"} of an export to ${objectName} ${count === 1 ? "was" : "were"} rejected`,
    text: () => "Each row is kept with its reason and can be sent again.",
    action: "Show rejected rows",
    href: ({ objectId }) => `/settings/exports/${objectId}?run=latest&rows=rejected`,
  },
  transfer_failed: {
    title: ({ objectName }) => `Sending ${objectName} failed`,
    text: ({ reason }) => reason || "The partner did not say why.",
    action: "Open audience",
    href: transferHref,
  },
  transfer_waiting: {
    title: ({ objectName }) => `Sending ${objectName} is waiting`,
    text: ({ reason }) => reason,
    action: "Open audience",
    href: transferHref,
  },
  transfer_rejected: {
    title: ({ objectName, count }) =>
      `${many.format(count)} ${count === 1 ? "user was" : "users were"} refused on the way of ${objectName}`,
    text: () => "Each is kept with the reason and can be sent again.",
    action: "Show refused users",
    href: transferHref,
  },
  destination_refused: {
    title: ({ objectName, count }) =>
      `${many.format(count)} ${count === 1 ? "call" : "calls"} of the destination ${objectName} ${count === 1 ? "was" : "were"} refused`,
    text: () => "Each is on its shelf with the reason and can be sent again or discarded.",
    action: "Show refused calls",
    href: (problem) => `${destinationHref(problem)}?tab=shelf`,
  },
  calls_refused: {
    title: ({ objectName, count }) =>
      `${objectName} refused ${many.format(count)} ${count === 1 ? "call" : "calls"} in 24 hours`,
    text: ({ reason }) => `For example: ${reason}`,
    action: "Show refused calls",
    href: ({ objectId }) => `/sources/${objectId}?outcome=refused`,
  },
};

export const homeMessages = {
  title: "Home",
  description: "Is everything well, and what needs you.",
  allWell: "Everything is well",
  allWellText: "Events arrive, exports go out, nothing waits for you.",
  counters: {
    title: "Last 24 hours",
    received: "Events received",
    newPeople: "New people",
    sent: "Records exported",
    messages: "Messages sent",
    refused: "Calls refused on arrival",
  },
  now: "Now and next",
  nowLabel: "What runs now and next",
  nothingRuns: "Nothing runs or is planned.",
  coming: {
    /** Exports and transfers are said to be as their lists say it, campaigns and journeys as theirs do. */
    transport: { running: "RUNNING", next: "PENDING" },
    message: { running: "Running", next: "Scheduled" },
    to: (connection: string) => `to ${connection}`,
    audienceTo: (connection: string) => `audience to ${connection}`,
    campaign: (channel: string) => `campaign via ${channel}`,
    journey: "journey",
    run: (run: number | null) => (run === null ? "Begins" : `Run ${many.format(run)}`),
    entry: "People enter",
    accepted: "accepted",
    sent: "sent",
  },
  start: {
    title: "Get going",
    description: "Three steps from your shop’s events to your partner.",
    source: {
      title: "Create a source",
      text: "It gives you a write key for the SDK of your site, app or server.",
    },
    received: "Created. Now send a first call: the set-up guide has the code to copy.",
    connection: {
      title: "Connect a partner",
      text: "Enter the write key of your Segment source; Junction tests it at once.",
    },
    export: { title: "Create an export", text: "Choose which events or people go out, and how often." },
  },
} as const;
