/** Words of importing users from a CSV file. */
export const importMessages = {
  action: "Import CSV",
  tab: "Imports",
  column: {
    label: "Column with the identity",
    help: "It must equal the custom parameter of your story SDK. All other columns become properties of the user.",
  },
  mode: {
    label: "Who is in the audience already",
    add: "stays",
    addHelp: "Users of the file are added, or get its values.",
    replace: "leaves, unless the file has them",
    replaceHelp: "Afterwards the audience holds the users of the file alone.",
  },
  start: "Import",
  apply: (percent: number) => `Bringing users in: ${percent} %`,
  keep: "You can close this: the import goes on by itself.",
  read: (rows: string) => `${rows} read so far`,
  statuses: {
    UPLOADING: "UPLOADING",
    READING: "READING",
    APPLYING: "APPLYING",
    DONE: "DONE",
    FAILED: "FAILED",
  },
  done: "The file is imported",
  failed: "Nothing was imported",
  counts: {
    rows: "Rows read",
    accepted: "Users found",
    joined: "Joined",
    left: "Left",
    repeated: "Repeated",
    refused: "Refused",
  },
  refused: { title: "Refused rows", download: "Download refused rows" },
  list: {
    label: "Imports of this audience",
    empty: "No file yet",
    emptyText: "Each file that is imported is listed here with what came of it.",
    report: "Show report",
  },
};
