/** Words of audiences that are imported from a partner that keeps them. */
export const remoteMessages = {
  connection: {
    label: "Connection",
    help: "The account whose audiences are listed.",
    none: "No Storyly account is connected yet.",
    connect: "Connect Storyly",
  },
  audience: {
    label: "Audience at Storyly",
    help: "As the account lists them now. Its users become the members here; its columns become their properties.",
    option: (name: string, users: string) => (users === "" ? name : `${name} · ${users}`),
    noFile: (name: string) => `${name} · no file, cannot be imported`,
    none: "This account keeps no audiences.",
    some: "Storyly gives a file of the users only for audiences that were made of one. What users answer in stories does not come with its API; those audiences cannot be imported.",
  },
  column: {
    label: "Column with the identity",
    help: "As Storyly names it. It must equal the custom parameter of your story SDK.",
  },
  listed: {
    import: "Import as an audience",
    noFile: "Storyly gives no file of its users, so they cannot be imported",
  },
  facts: { list: "Imported from", at: (name: string, connection: string) => `${name} at ${connection}` },
  again: {
    action: "Import again",
    title: "Import again from Storyly",
    text: (name: string) =>
      `The file that Storyly has of “${name}” now is read and brought in. Nothing changes before it is complete.`,
    mode: {
      label: "Who is not in the list any more",
      replace: "leaves",
      replaceHelp: "Afterwards the audience holds the users of the list alone.",
      add: "stays",
      addHelp: "Users of the list are added, or get its values.",
    },
    begun: "The import has begun",
  },
  reading: (rows: string) => `Storyly's file is being read: ${rows} so far`,
  waiting: "Waiting for a worker to read Storyly's file",
};
