import type { CampaignStatus, RunStatus } from "../campaigns/statuses.ts";
import type { Qualification } from "../channels/kit.ts";

const numbers = new Intl.NumberFormat("en");
const messages = (count: number): string =>
  `${numbers.format(count)} ${count === 1 ? "message" : "messages"}`;

/** Words that all screens of campaigns share, and those of their list. */
export const campaignsMessages = {
  title: "Campaigns",
  description: "Messages to many people, or to each who does something, and what became of them.",
  create: "+ Campaign",
  search: "Search campaigns",
  statuses: {
    DRAFT: "Draft",
    APPROVAL_PENDING: "Approval pending",
    REJECTED: "Rejected",
    SCHEDULED: "Scheduled",
    RUNNING: "Running",
    AWAITING_NEXT_RUN: "Awaiting next run",
    HELD: "Held",
    COMPLETED: "Completed",
    STOPPED: "Stopped",
  } satisfies Record<CampaignStatus, string>,
  statusHelp: {
    draft: "Nothing leaves before it is published.",
    approval: (who: string | null) =>
      `${who ?? "Somebody"} asked for approval. Nothing leaves before it is published: open it to see who may do that.`,
    rejected: "It was not approved. Edit it and ask again.",
    begins: (at: string) => `Begins ${at}.`,
    scheduled: "Begins as soon as a worker takes it.",
    batch: "Messages are leaving now.",
    live: "Reacts as people qualify.",
    external: "Takes calls of the External Trigger API.",
    next: (at: string) => `The next run is ${at}.`,
    held: "More people qualified than its safety limit allows. Nothing leaves before somebody decides.",
    completed: "It has ended; nothing more leaves.",
    stopped: (who: string | null, at: string | null) =>
      `Stopped${who ? ` by ${who}` : ""}${at ? `, ${at}` : ""}.`,
    you: "you",
    withFailed: (status: string, failed: number) => `${status}, ${numbers.format(failed)} failed`,
    failed: "Some messages could not be sent; open the number to see each one and why.",
    waits: (status: string) => `${status}, waits`,
  },
  runStatuses: {
    PENDING: "Pending",
    RUNNING: "Running",
    HELD: "Held",
    DONE: "Done",
    STOPPED: "Stopped",
  } satisfies Record<RunStatus, string>,
  runHelp: {
    pending: "Its time has not come yet, or no worker has taken it.",
    qualify: "Who is meant is being worked out.",
    send: "Messages are leaving.",
    done: "Everybody has a verdict.",
    stopped: "It was ended before everybody had a verdict.",
  },
  qualifications: {
    past: "Past Behavior",
    list: "Custom list",
    live: "Live Behavior",
    external: "External Trigger",
  } satisfies Record<Qualification, string>,
  columns: {
    name: "Name",
    channel: "Channel",
    status: "Status",
    qualification: "Qualification",
    nextRun: "Next run",
    lastRun: "Last run",
    sent: "Sent",
    failed: "Failed",
    created: "Created",
  },
  id: "Campaign ID",
  noId: "It gets its Campaign ID when it is published",
  noNextRun: "no further run",
  noLastRun: "has not run yet",
  counts: {
    sent: (name: string) => `sent in ${name}, show them`,
    failed: (name: string) => `failed in ${name}, show them`,
  },
  byLabel: (label: string) => `Show campaigns with the label ${label}`,
  filters: {
    group: "Filters",
    status: { label: "Status", all: "All statuses" },
    channel: { label: "Channel", all: "All channels" },
    qualification: { label: "Qualification", all: "All qualifications" },
    reset: "Reset all",
  },
  sort: {
    label: "Sort by",
    by: { newest: "Newest first", name: "By name", next_run: "Next run first" },
  },
  state: { label: "Which campaigns", active: "Active", archived: "Archived" },
  empty: {
    title: "No campaign yet",
    text: "A campaign sends a message to the people whom you mean: once, again and again, as they act, or when your servers say so. Each person's outcome is known, with its reason.",
    readOnly: "Marketers and Admins of this workspace can make one.",
    archived: "No campaign is archived",
    archivedText: "Campaigns that send nothing can be put away; their reports stay here.",
    showActive: "Show active campaigns",
  },
  noMatch: { title: "No campaign matches" },
  actions: {
    report: "Open report",
    edit: "Edit",
    open: "Open document",
    duplicate: "Duplicate",
    stop: "Stop",
    archive: "Archive",
    restore: "Restore",
    more: "More actions",
    cannotStop: "It sends nothing at the moment.",
    cannotArchive: "It may still send. Stop it first.",
    notNow: "Not possible in this state.",
    duplicated: (name: string) => `"${name}" is a draft now`,
    archived: (name: string) => `"${name}" is archived; its report stays`,
    restored: (name: string) => `"${name}" is back in the list`,
    stopped: (name: string) => `"${name}" is stopped; nothing more leaves`,
  },
  stop: {
    title: (name: string) => `Stop "${name}"?`,
    confirm: "Stop campaign",
    cancel: "Keep it",
    waiting: (count: number) =>
      count === 0
        ? "Nobody waits for its message at this moment."
        : `${messages(count)} that ${count === 1 ? "waits" : "wait"} to leave will not be sent.`,
    sent: (count: number) =>
      count === 0
        ? "It has sent nothing."
        : `${messages(count)} that it sent ${count === 1 ? "stays" : "stay"} sent.`,
    moment: "A batch that is on its way to the partner at this moment still arrives.",
    next: "Its further runs do not happen.",
    external: "Calls of your servers that name it are refused from then on.",
    final: "A stopped campaign cannot be started again; duplicate it to send it anew. Its report stays.",
    uncounted: "How many wait for it could not be counted.",
  },
  channels: {
    title: "Messaging Channels",
    text: "Choose what carries the message. A draft is made at once; nothing leaves before you publish it.",
    offers: (ways: string) => `For ${ways}`,
    ready: (partner: string) => `${partner} is connected`,
    noneNeeded: "Needs no account",
    notConnected: (partners: string) => `${partners} is not connected yet`,
    connect: (partner: string) => `Connect ${partner}`,
    meanwhile: "you can write the campaign before",
  },
};
