import type { IdentifiedBy } from "../segments/lists/identified-by.ts";
import type { ListMode } from "../segments/lists/schema.ts";

const people = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "person" : "people"}`;

/** Words of lists: segments whose members come from files. */
export const listMessages = {
  create: "New list",
  description:
    "People whom you name yourself, by a CSV file of their user IDs, e-mails or other identifiers.",
  name: "Name",
  about: "Description",
  labels: "Labels",
  labelsHelp: "To find it by; Enter adds one",
  file: "Who is in it",
  needsFile: "Choose a file first.",
  start: "Create list",
  again: "Send file",
  saved: (name: string) =>
    `"${name}" is saved, with nobody in it yet: the file was not taken. Mend it or choose another one, then send it.`,
  column: "Column that tells who is meant",
  columnHelp: "All other columns are left aside.",
  kind: "What this column holds",
  kindHelp: "Guessed from its name and the first row.",
  kinds: {
    user_id: "User IDs",
    email: "E-mail addresses",
    phone: "Phone numbers",
    anonymous_id: "Anonymous IDs",
    person_id: "Junction IDs of people",
  } satisfies Record<IdentifiedBy, string>,
  tab: "Imports",
  fixed:
    "A list stays as it was imported: people come in and leave by a file alone, not by what they do or become.",
  actions: {
    add: "Add people",
    replace: "Replace all",
    remove: "Remove people",
  } satisfies Record<ListMode, string>,
  explain: {
    add: () => "Who is in the file comes in; who is in the list already stays.",
    replace: (count: number) =>
      count === 0
        ? "The list will hold the people of the file."
        : `The list will hold the people of the file alone. Of the ${people(count)} in it now, those whom the file does not name leave.`,
    remove: (count: number) => `Who is in the file leaves the list, which holds ${people(count)} now.`,
  } satisfies Record<ListMode, (count: number) => string>,
  verbs: {
    add: "Add from file",
    replace: "Replace by file",
    remove: "Remove by file",
  } satisfies Record<ListMode, string>,
  title: (mode: ListMode, name: string) =>
    ({
      add: `Add people to ${name}`,
      replace: `Replace people of ${name}`,
      remove: `Remove people from ${name}`,
    })[mode],
  close: "Close",
  busy: "Wait until the file that is being imported is done",
  modes: { add: "Added", replace: "Replaced", remove: "Removed" } satisfies Record<ListMode, string>,
  imports: {
    label: "Files of this list",
    empty: "No file yet",
    emptyText: "Each file that is imported is listed here with what came of it.",
    report: "Show report",
    file: "File",
    did: "What it did",
    status: "Status",
    rows: "Rows",
    entered: "Entered",
    left: "Left",
    who: "By",
    at: "Begun",
    by: (column: string, kind: string) => `${kind} in ${column}`,
    statuses: { UPLOADING: "UPLOADING", APPLYING: "APPLYING", DONE: "DONE", FAILED: "FAILED" },
    notTaken: (count: string) => `, ${count} not taken`,
  },
  report: {
    done: {
      add: "The people of the file are in the list.",
      replace: "The list holds the people of the file.",
      remove: "The people of the file are out of the list.",
    } satisfies Record<ListMode, string>,
    but: (rows: number) =>
      ` ${rows.toLocaleString("en")} ${rows === 1 ? "row was" : "rows were"} not taken: they are listed below.`,
    nobody: "Nobody in the file is known here. Check the column and what it holds.",
    failed: "Nothing was changed",
    read: (rows: string) => `${rows} read so far`,
    apply: (percent: number) => `Finding people: ${percent} %`,
    keep: "You can close this: the import goes on by itself.",
    counts: {
      rows: "Rows read",
      found: "People found",
      entered: "Entered the list",
      left: "Left the list",
      unknown: "Unknown identities",
      doubled: "Of a person found before",
      repeated: "Repeated rows",
      refused: "Refused rows",
    },
    unknown: (count: number) =>
      `${count.toLocaleString("en")} ${count === 1 ? "identity is" : "identities are"} known of nobody. People who come with one later do not enter by that: import the file again then.`,
    notTaken: { title: "Rows that were not taken", download: "Download these rows" },
  },
};
