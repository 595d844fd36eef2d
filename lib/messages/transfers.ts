import type { TransferRunView, TransferView } from "../transfers/schema.ts";

const hours = (every: number | null) => (every === 1 ? "Every hour" : `Every ${every ?? 24} h`);

/** How often, in words. */
export function frequencyWords(of: Pick<TransferView, "frequency" | "everyHours">): string {
  const words = { once: "Once", recurring: hours(of.everyHours), continuous: "Continuously" };
  return words[of.frequency];
}

export const runTriggerWords: Record<TransferRunView["trigger"], string> = {
  first: "First run",
  schedule: "By schedule",
  continuous: "Follows the audience",
  reconcile: "Reconciled",
  retry: "Refused ones again",
};

/** Words of everything about audiences on their way to partners. */
export const transfersText = {
  export: "Export",
  downloadCsv: "Download CSV",
  notConnected: "Connect it first, in Settings > Integrations or Partners",
  integration: {
    label: "Integration",
    help: "The connected account that gets the audience.",
    missing: "Choose an integration",
  },
  start: "Start Process",
  started: "The process has started",
  frequency: {
    label: "How often",
    once: { label: "Once", help: "Sends the audience as it is now." },
    recurring: { label: "On a schedule", help: "Sends what has changed, every few hours." },
    continuous: { label: "Continuously", help: "Stays in step: changes leave within seconds." },
    every: "Every",
  },
  whatMembers: (count: string, property: string, name: string) =>
    `${count} get ${property} = “${name}”. Whoever leaves the audience loses it again, so a segment of users with ${property} equal to “${name}” holds exactly this audience.`,
  whatMembersOnce: (count: string, property: string, name: string) =>
    `${count} get ${property} = “${name}”, so a segment of users with ${property} equal to “${name}” finds who is in the audience now. Whoever joins or leaves later is told there when you send it again.`,
  whatList: (count: string) =>
    `${count} go there as a new list with their properties. Each further sending makes another list.`,
  identity: (partner: string) =>
    `Members are known there by their identity here, so it has to be the one that ${partner} knows its users by.`,
  empty: {
    title: "Sent nowhere yet",
    text: "Send the audience to CleverTap, Segment or Storyly, once, on a schedule, or so that it stays in step.",
  },
  stop: {
    title: "Stop sending?",
    text: "No further change leaves for the partner. It keeps what it has: its users keep the property until you send the audience again.",
    confirm: "Stop sending",
    cancel: "Keep sending",
    done: "Audience transfer stopped",
  },
  reconcile: {
    label: "Reconcile",
    help: "Compares the audience with what the partner has acknowledged and sends only the difference.",
    done: "The comparison has started",
  },
  retry: { label: (count: string) => `Retry ${count} refused`, done: "Refused ones are sent again" },
  edit: { title: "Change how often", save: "Save", done: "The schedule was changed" },
  standing: {
    title: "Audience and partner",
    members: "Members",
    acknowledged: "Acknowledged",
    refused: "Refused",
    toSend: "To send",
    toRemove: "To take away",
  },
  refusedTitle: "Refused",
  refusedNone: "The partner has refused nobody.",
  runsTitle: "Runs",
};
