import type { ConnectionUse } from "../integrations/schema.ts";
import type { PartnerPlace } from "../partners/kit.ts";

/** The pages of the settings where partners are connected. */
export const placeMessages: Record<
  PartnerPlace,
  {
    title: string;
    description: string;
    search: string;
    none: string;
    noneReadOnly: string;
    href: string;
    /** The link from a connection's page to this one. */
    back: string;
  }
> = {
  partners: {
    title: "Partners",
    description: "The tools that Junction sends people and events to.",
    search: "Search partners",
    none: "Nothing is connected yet. Integrate a partner to export events to it.",
    noneReadOnly: "Nothing is connected yet. A Marketer or an Admin can integrate a partner.",
    href: "/settings/partners",
    back: "Partner List",
  },
  integrations: {
    title: "Integrations",
    description:
      "The tools that audiences, calls of sources and messages are sent to, and audiences are fetched from.",
    search: "Search integrations",
    none: "Nothing is connected yet. Connect a tool to send audiences to it.",
    noneReadOnly: "Nothing is connected yet. A Marketer or an Admin can connect a tool.",
    href: "/settings/integrations",
    back: "Integrations",
  },
};

export const partnersMessages = {
  secretFile: {
    read: "Read from a file",
    tooLarge: (file: string) => `${file} is larger than 100 KB, so it is no key file.`,
    unreadable: (file: string) => `${file} could not be read. Choose it again, or paste its text.`,
  },
  guide: "Before you connect",
  readOnly: "Viewers see connections and cannot change them.",
  noMatch: "No partner matches",
  connections: {
    title: "Connections",
    noMatch: "No connection matches the search.",
  },
  nickname: {
    help: "How your team tells this connection from others of the same partner, for example “Shop prod”.",
  },
  test: "Test connection",
  checkHelp: "Looks whether the settings fit together; nobody is called and nothing is saved.",
  testHelp: "Sends one harmless call and shows what the partner answers. Nothing is saved.",
  sandbox:
    "This installation sends to the sandbox instead of the real partner: any key works, and one that begins with “refused” is refused.",
  saved: "is connected.",
  savedUnreachable: "is saved, but did not answer yet:",
  edit: {
    action: "Rename and edit",
    title: "Rename and edit",
    save: "Save changes",
    running: "What runs now takes the change up with its next batches.",
  },
  rotate: {
    title: "Rotate key",
    text: "The new key is tested first and replaces the old one only if the partner accepts it. What runs now goes on with the new key, without a gap.",
    save: "Rotate key",
    done: "The key is replaced",
  },
  audiences: { title: "Audiences at the partner", none: "The partner keeps no audiences." },
  disconnect: {
    title: "Disconnect",
    text: "Its key is forgotten at once and nothing new can be sent through it. What has ended keeps its history.",
    blocked: "What is listed here sends through it. Stop or remove it first, then disconnect.",
    confirm: "Disconnect partner",
  },
  page: {
    settings: "Settings",
    exports: "Exports",
    runs: "Recent runs",
    uses: "What sends through it",
    noUses:
      "No audience and no source sends through this connection yet. Send an audience from its page, or add a destination to a source.",
    history: "History",
    historyLabel: "History of this connection",
    accepted: "Connected.",
    needsAttention: "Needs attention.",
    lastAccepted: "The partner last accepted a test",
    never: "never",
    noExports: "No export sends through this connection yet.",
    createExport: "Create an export",
    noRuns: "Nothing was sent through this connection yet.",
    noHistory: "Whoever changes, tests or disconnects this connection is noted here.",
    notFound: "This connection is not here",
    notFoundHelp:
      "It may have been disconnected, or belong to another workspace. Exports that sent through it keep their history.",
    openPartners: "Open partners",
  },
} as const;

/** How something that uses a connection stands. */
export const useStatusWords: Record<ConnectionUse["status"], string> = {
  PENDING: "PENDING",
  RUNNING: "RUNNING",
  ON: "On",
  WAITING: "On, waiting",
  HALTED: "Halted",
  OFF: "Off",
  DEVICE: "Device mode",
};

const actionWords: Record<string, string> = {
  "connection.connected": "connected the partner",
  "sandbox.faults_set": "told the sandbox how to misbehave",
  "sandbox.rule_set": "let the sandbox's bus pass on to audiences",
  "sandbox.rule_removed": "ended that the sandbox's bus passes on to audiences",
  "sandbox.cleared": "cleared what the sandbox had received",
  "connection.edited": "changed the connection",
  "connection.rotated": "replaced the key",
  "connection.marked": "saw that the connection needs attention",
  "connection.recovered": "saw that the connection works again",
};

/** "replaced the key", for an action of the audit log. */
export function connectionActionWords(action: string): string {
  return actionWords[action] ?? action.replace(/^connection\./, "").replaceAll(/[._]/g, " ");
}
