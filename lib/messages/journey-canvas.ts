/** Words of the canvas of journeys. */
export const journeyCanvasMessages = {
  label: "Journey canvas",
  unknownKind: (kind: string) => `There is no kind of node “${kind}”`,
  nodeLabel: (title: string, said: string, problems: number) =>
    `${title}. ${said}.${problems === 0 ? "" : ` ${problems} ${problems === 1 ? "problem" : "problems"}.`}`,
  edgeLabel: (from: string, to: string) => `Link from ${from} to ${to}`,
  problems: (count: number) => `${count} ${count === 1 ? "problem" : "problems"}`,
  exit: (label: string, title: string) => `${label}: drag to the node that ${title} leads to`,
  addAfter: (label: string, title: string) => `Add a node after ${title}, ${label}`,
  insert: "Insert a node here",
  delayed: (wait: string, at: string | null) =>
    at === null ? `waits ${wait}` : `waits ${wait}, until ${at}`,
  note: "Note",
  noteEmpty: "Double-click to write",
  picker: {
    label: "Add a node",
    search: "Search nodes",
    none: "No node is called so",
  },
  groups: {
    entry: "Entry",
    segment: "Segments",
    engagement: "Messages",
    control: "Flow control",
  },
  zoom: {
    label: "View",
    in: "Zoom in",
    out: "Zoom out",
    fit: "Show the whole journey",
    tidy: "Tidy up",
    image: "Download as an image (SVG)",
    map: "Map of the journey",
    actual: "Back to 100 %",
  },
  empty: {
    title: "Nothing here yet",
    text: "Drag a node from the left, or begin with what people come into the journey by.",
    add: "Add an entry",
  },
} as const;
