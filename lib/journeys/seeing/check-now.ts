import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { isInControlGroup } from "../../control-groups/share.ts";
import { zoneOr } from "../../delivery/when/zone-or.ts";
import { inZone } from "../../kernel/in-zone.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { definition } from "../../segments/definition.ts";
import { after } from "../clocks.ts";
import type { JourneyDocument } from "../document.ts";
import { dayOf } from "../engine/apply.ts";
import { enteredEver, enteredSince } from "../engine/door-store.ts";
import { midnightAfter } from "../engine/goals.ts";
import { peopleNow } from "../engine/stay-store.ts";
import { isEntry } from "../graph.ts";
import { heldGroups } from "../held-groups.ts";
import type { JourneyRecord } from "../journey-store.ts";
import { kindOf } from "../nodes/catalog.ts";
import { entrySegmentKind } from "../nodes/entry-segment/schema.ts";
import { partOf } from "../nodes/node-kind.ts";
import { peopleAsked, questionOf } from "../nodes/people-asked.ts";
import type { Question } from "../nodes/step.ts";
import { answersNow } from "../simulate/answers.ts";
import { dateCheck, eventCheck } from "./entry-check.ts";
import { namesIn } from "./name-mentions.ts";
import type { StayRecord } from "./path-store.ts";
import type { JourneyCheck } from "./schema.ts";

type Check = JourneyCheck["now"][number];
type About = {
  journey: JourneyRecord;
  document: JourneyDocument;
  people: readonly string[];
  stays: readonly StayRecord[];
};

const status: Record<JourneyRecord["status"], Pick<Check, "passes" | "detail">> = {
  DRAFT: { passes: false, detail: "It is a draft: nobody enters." },
  SCHEDULED: { passes: false, detail: "It has not begun yet." },
  RUNNING: { passes: true, detail: "It runs." },
  PAUSED: { passes: false, detail: "It is paused: nobody enters, and everybody stays where they are." },
  COMPLETED: { passes: false, detail: "It is over." },
  STOPPED: { passes: false, detail: "It was stopped." },
};

const goesOn = "It is paused: nobody enters, and those who are in it go on.";

/** What the entry asks of the person themselves. */
function questionIn(settings: JourneyDocument["nodes"][number]["settings"]): Question | null {
  const people = partOf(peopleAsked, settings.people);
  const filter = isJsonObject(settings.filter) ? partOf(definition, settings.filter) : null;
  return people ? questionOf(people) : filter ? { kind: "definition", definition: filter } : null;
}

async function entryChecks(ctx: Ctx, { document, people }: About, zone: string): Promise<Check[]> {
  const entry = document.nodes.find(isEntry);
  const kind = entry && kindOf(entry.kind);
  const read = kind?.settings.safeParse(entry?.settings);
  if (!entry || !kind || !read?.success) {
    return [];
  }
  const [personId = ""] = people;
  const person = (await peopleNow(ctx.db, ctx.workspaceId, [personId], true)).get(personId);
  const asked = {
    ...{ entry, people, named: await namesIn(ctx, [{ nodes: [entry] }]) },
    person: { id: personId, properties: person?.properties ?? {} },
    zone: document.settings.zone === "user" ? zoneOr(person?.zone ?? null, zone) : zone,
  };
  const checks: Check[] = [];
  const events = kind.beginsBy(read.data);
  if (events) {
    checks.push({ check: "Event", ...(await eventCheck(ctx, asked, events)) });
  }
  const question = questionIn(entry.settings);
  if (question) {
    const [answer = null] = await answersNow(ctx, personId, [question]);
    checks.push({
      check: "Those whom the entry means",
      passes: answer,
      detail:
        answer === null
          ? "This cannot be asked: a segment is gone."
          : answer
            ? "The person is one of them now."
            : "The person is not one of them now.",
    });
  }
  return checks.length > 0 ? checks : [{ check: "Date", ...dateCheck(ctx, asked) }];
}

function reentryCheck({ document, stays }: About, now: Date, zone: string): Check {
  const check = "Re-entry";
  const { reentry } = document.settings;
  const [last] = stays.filter(({ enteredAt }) => enteredAt !== null);
  if (!last) {
    return { check, passes: true, detail: "The person was not in it before." };
  }
  if (last.endedAt === null) {
    return { check, passes: false, detail: "The person is in it." };
  }
  if (reentry.kind === "never") {
    return { check, passes: false, detail: "The person was in it, and nobody enters it twice." };
  }
  const rested = reentry.rest ? after(last.endedAt, reentry.rest, zone) : last.endedAt;
  // A run finds nobody twice on one day.
  const isByRun = document.nodes.some(({ kind }) => kind === entrySegmentKind.id);
  const next = isByRun && last.enteredAt ? midnightAfter(last.enteredAt, zone) : rested;
  const from = new Date(Math.max(next.getTime(), rested.getTime()));
  return from <= now
    ? { check, passes: true, detail: "The person may enter again." }
    : { check, passes: false, detail: `The person may enter again from ${inZone(from, zone)} on.` };
}

async function capCheck(ctx: Ctx, { journey, document }: About, now: Date, zone: string): Promise<Check[]> {
  const { cap } = document.settings;
  if (cap.kind === "all") {
    return [];
  }
  const { db, workspaceId } = ctx;
  // As the door of the journey counts them: there are days that begin in the middle of an hour of UTC.
  const entered =
    cap.kind === "per_day"
      ? await enteredSince(db, workspaceId, journey.id, dayOf(now, zone))
      : await enteredEver(db, workspaceId, journey.id);
  const numbers = new Intl.NumberFormat("en");
  const when = cap.kind === "per_day" ? " today" : "";
  return [
    {
      check: "Cap",
      passes: entered < cap.people,
      detail: `${numbers.format(entered)} of ${numbers.format(cap.people)} people have entered${when}.`,
    },
  ];
}

async function controlCheck(ctx: Ctx, { journey, document, people }: About): Promise<Check> {
  const check = "Control groups";
  const groups = await heldGroups(ctx, document.settings.controlGroups, journey.id);
  const [personId = ""] = people;
  const found = groups.find((group) => isInControlGroup(personId, group));
  return found
    ? { check, passes: false, detail: `The person is in the ${found.name}.` }
    : { check, passes: true, detail: "No control group holds the person back." };
}

/** What would decide at this moment whether somebody enters a journey, in the order in which it is looked at. */
export async function entryChecksNow(ctx: Ctx, about: About): Promise<Check[]> {
  const now = ctx.clock.now();
  const zone = await workspaceTimeZone(ctx);
  const isOpen = about.journey.status === "PAUSED" && about.journey.goesOn;
  return [
    { check: "Journey", ...status[about.journey.status], ...(isOpen && { detail: goesOn }) },
    ...(await entryChecks(ctx, about, zone)),
    reentryCheck(about, now, zone),
    await controlCheck(ctx, about),
    ...(await capCheck(ctx, about, now, zone)),
  ];
}
