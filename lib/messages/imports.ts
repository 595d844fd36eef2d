/** Words of every file that is imported, whatever it is for. */
export const fileMessages = {
  drop: {
    title: "Drop a CSV file here",
    choose: "Choose a file",
    help: "One header row, then one row for each user, in UTF-8; up to 1,000,000 rows and 100 columns. Delimiter and line ends are found out.",
    another: "Choose another file",
  },
  preview: "First rows",
  headless: {
    title: "This file seems to have no header row",
    text: (cell: string) =>
      `“${cell}” stands where the column would have its name, and whoever it is would not be imported. Put a row with the names of the columns above it, and choose the file again.`,
  },
  upload: (percent: number) => `Sending the file: ${percent} %`,
  received: "The file is there; its last rows are being read",
  leaving: "Stay until the file is sent: closing this breaks the import off, and nothing is changed.",
  broken: "The connection broke. Try again.",
  /** Why it was refused, as a sentence. What is no CSV file at all is told so. */
  refused: ({
    detail,
    problems: [first],
  }: {
    detail: string;
    problems: { path: string; message: string }[];
  }) => {
    if (first === undefined || detail !== `${first.path}: ${first.message}`) {
      return detail;
    }
    const { message } = first;
    if (message.startsWith("is a spreadsheet or a ZIP archive") || message.startsWith("is no CSV file")) {
      return "This is not a CSV file. Save it as CSV and choose it again.";
    }
    return /^(is|has) /.test(message)
      ? `The file ${message}`
      : `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  },
  rows: {
    line: "Line",
    reason: "Reason",
    text: "Text",
    some: (shown: string, all: string) => `The first ${shown} of ${all}.`,
  },
};
