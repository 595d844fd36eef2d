import { controlGroupLimits } from "../control-groups/limits.ts";

const { custom, percentFrom, percentTo } = controlGroupLimits;

/** Words of control groups. */
export const controlGroupMessages = {
  title: "Control groups",
  description:
    "People who get no campaign, so that you can see what campaigns change: compare what they do with what everybody else does.",
  create: "New control group",
  first: "Make the system group",
  empty: {
    title: "No control group yet",
    text: `The system group sets ${percentFrom} to ${percentTo} % of all people aside, at random. Campaigns leave them out unless one says otherwise, and whoever is in it stays in it. New people join at the same rate.`,
    readOnly: "Marketers and Admins of this workspace can make one.",
  },
  columns: {
    name: "Name",
    kind: "Kind",
    percent: "Share",
    people: "People now",
    by: "Created by",
    changed: "Last change",
  },
  kinds: {
    system: { name: "System", help: "Left out of every campaign unless one says otherwise" },
    custom: { name: "Custom", help: "Left out where a campaign names it" },
  },
  of: (all: string) => `of ${all}`,
  counting: "counting",
  limit: `There are ${custom} custom groups, as many as a workspace can have.`,
  edit: "Edit",
  remove: "Remove",
  removeTitle: (name: string) => `Remove "${name}"?`,
  removeText:
    "Its people get campaigns like everybody else from then on. A group that you make later is of other people: this one does not come back.",
  removed: (name: string) => `"${name}" is removed`,
  saved: (name: string) => `"${name}" is saved`,
  drawer: {
    createSystem: "New system group",
    createCustom: "New custom group",
    edit: "Edit control group",
    name: "Name",
    systemName: "System control group",
    percent: "Share of all people",
    percentHelp: `${percentFrom} to ${percentTo} %, at most one decimal`,
    now: (count: string, all: string) => `About ${count} of ${all} people.`,
    raise: "Who is in it stays; others join them.",
    lower: "Some leave it and get campaigns from then on; nobody joins.",
    how: "Who is in it is drawn at random and lasts. Very small audiences may hold nobody of it.",
    save: "Save control group",
    create: "Make control group",
  },
  person: { one: "In control group", many: "In control groups" },
};
