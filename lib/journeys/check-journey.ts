import { z } from "zod";
import { workspaceTimeZone } from "../access/time-zone.ts";
import { audiencesNamed } from "../audiences/named-audiences.ts";
import type { Ctx } from "../context.ts";
import { sharesOf } from "../control-groups/shares.ts";
import { connectionsNamed, partnersConnected } from "../integrations/access.ts";
import { isJsonObject, type Json } from "../kernel/json.ts";
import { partnerKit } from "../partners/catalog.ts";
import type { Definition } from "../segments/definition.ts";
import { segmentsNamed } from "../segments/named-segments.ts";
import { loadReferred } from "../segments/references.ts";
import { circleProblems } from "./circles.ts";
import { type JourneyDocument, type JourneyDraft, type JourneyNode, journeyGoal } from "./document.ts";
import { entryTimes } from "./entry-times.ts";
import { isEntry } from "./graph.ts";
import { type JourneyRecord, journeysById } from "./journey-store.ts";
import { keepsTimes } from "./kept-times.ts";
import { kindOf } from "./nodes/catalog.ts";
import { type JourneyProblem, ofNode, ofWhole } from "./problems/problem.ts";
import { quietEntryProblems } from "./problems/quiet-problems.ts";
import { type CheckedJourney, checkJourney } from "./problems.ts";
import { secretKeys } from "./secrets.ts";

const FAR_MS = 400 * 86_400_000;

/** `node`: null where a goal says it. */
type NamedValue = { node: JourneyNode | null; path: string; value: Json };

const at = (node: JourneyNode | null, path: string, message: string): JourneyProblem =>
  node ? ofNode(node.id, path, message) : ofWhole(path, message);

const goalsOf = ({ settings }: JourneyDraft): Json[] => (Array.isArray(settings.goals) ? settings.goals : []);

/** Every value that stands under a name in the settings of nodes or in goals, with the path that leads there. */
function named(draft: JourneyDraft, name: string): NamedValue[] {
  const found: NamedValue[] = [];
  const look = (node: JourneyNode | null, value: Json, path: string): void => {
    const inside = Array.isArray(value)
      ? value.map((each, place) => [String(place), each] as const)
      : isJsonObject(value)
        ? Object.entries(value)
        : [];
    for (const [key, each] of inside) {
      const inner = path === "" ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
      if (key === name) {
        found.push({ node, path: inner, value: each });
      } else {
        look(node, each, inner);
      }
    }
  };
  for (const node of draft.nodes) {
    look(node, node.settings, "");
  }
  look(null, goalsOf(draft), "settings.goals");
  return found;
}

const textsOf = (found: { value: Json }[]): string[] => [
  ...new Set(found.flatMap(({ value }) => (typeof value === "string" && UUID.test(value) ? [value] : []))),
];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What nodes name and the workspace does not have, or not any more. */
async function namedProblems(ctx: Ctx, id: string, draft: JourneyDraft): Promise<JourneyProblem[]> {
  // Segments within definitions are looked at with them.
  const segments = named(draft, "segmentId").filter(({ path }) => !path.includes("conditions"));
  const audiences = named(draft, "audienceId");
  const journeys = named(draft, "journeyId");
  const [knownSegments, knownAudiences, knownJourneys] = await Promise.all([
    segmentsNamed(ctx, textsOf(segments)),
    audiencesNamed(ctx, textsOf(audiences)),
    journeysById(ctx.db, ctx.workspaceId, textsOf(journeys)),
  ]);
  const problems = (found: typeof segments, known: ReadonlySet<string>, message: string) =>
    found.flatMap(({ node, path, value }) =>
      typeof value === "string" && UUID.test(value) && !known.has(value) ? [at(node, path, message)] : [],
    );
  const running = new Set(knownJourneys.filter(({ archivedAt }) => !archivedAt).map((each) => each.id));
  return [
    ...problems(segments, knownSegments, "There is no such segment any more. Choose another one"),
    ...problems(audiences, knownAudiences, "There is no such audience any more. Choose another one"),
    ...problems(journeys, running, "There is no such journey any more. Choose another one"),
    ...journeys.flatMap(({ node, path, value }) =>
      value === id ? [at(node, path, "A journey cannot begin by itself")] : [],
    ),
  ];
}

/** Segments within the definitions of nodes and goals that cannot be asked. */
async function definitionProblems(ctx: Ctx, draft: JourneyDraft): Promise<JourneyProblem[]> {
  const goals = z.array(journeyGoal).safeParse(goalsOf(draft));
  const found = [...named(draft, "definition"), ...named(draft, "filter")].flatMap(
    ({ node, path, value }) => {
      const read = node ? kindOf(node.kind)?.settings.safeParse(node.settings) : goals;
      return read?.success && isJsonObject(value) && Array.isArray(value.groups)
        ? [{ node, path, value }]
        : [];
    },
  );
  const { problems } = await loadReferred(
    ctx,
    found.map(({ value }) => value as unknown as Definition),
  );
  return [...problems].flatMap(([place, { path, message }]) => {
    const asked = found[place];
    return asked ? [at(asked.node, path.replace(/^definition/, asked.path), message)] : [];
  });
}

/** Accounts that were chosen and are gone, or are of another partner. */
async function connectionProblems(ctx: Ctx, draft: JourneyDraft): Promise<JourneyProblem[]> {
  const chosen = draft.nodes.flatMap((node) => {
    const { connections } = node.settings;
    return isJsonObject(connections) && kindOf(node.kind)?.channel
      ? Object.entries(connections).flatMap(([partner, id]) =>
          typeof id === "string" && UUID.test(id) ? [{ node, partner, id }] : [],
        )
      : [];
  });
  const known = await connectionsNamed(
    ctx,
    chosen.map(({ id }) => id),
  );
  return chosen.flatMap(({ node, partner, id }) =>
    known.get(id)?.partner === partner
      ? []
      : [
          ofNode(
            node.id,
            `connections.${partner}`,
            `The ${partnerKit(partner).name} account that was chosen is gone. Choose another one`,
          ),
        ],
  );
}

type Checked = Pick<
  JourneyRecord,
  "id" | "name" | "description" | "draft" | "secrets" | "status" | "version"
>;

async function wholeProblems(
  ctx: Ctx,
  record: Checked,
  document: JourneyDocument,
): Promise<JourneyProblem[]> {
  const now = ctx.clock.now();
  const [known, zone] = await Promise.all([
    sharesOf(ctx, { system: false, custom: document.settings.controlGroups.custom }),
    workspaceTimeZone(ctx),
  ]);
  const gone = known.length < new Set(document.settings.controlGroups.custom).size;
  const entry = document.nodes.find(isEntry);
  const never =
    entry?.kind === "entry_segment" &&
    kindOf(entry.kind)?.settings.safeParse(entry.settings).success &&
    entryTimes(document, zone, now, new Date(now.getTime() + FAR_MS)).length === 0 &&
    !(await keepsTimes(ctx, record, document));
  return [
    ...(gone ? [ofWhole("settings.controlGroups.custom", "A control group that was chosen is gone")] : []),
    ...quietEntryProblems(document, zone, now),
    ...(never ? [ofNode(entry.id, "timeline", "That time has passed: nobody would ever enter")] : []),
  ];
}

/** Reads a journey's draft and tells all that keeps it from being published in this workspace. Empty: it may be. */
export async function checkJourneyNow(ctx: Ctx, record: Checked): Promise<CheckedJourney> {
  const { id, name, description, draft: given, secrets } = record;
  const draft = given as unknown as JourneyDraft;
  const partners = await partnersConnected(ctx);
  const kept = new Map(Object.entries(secretKeys(secrets)).map(([node, keys]) => [node, new Set(keys)]));
  const { document, problems } = checkJourney(draft, { name, description }, { partners, secrets: kept });
  const more = await Promise.all([
    namedProblems(ctx, id, draft),
    definitionProblems(ctx, draft),
    connectionProblems(ctx, draft),
    document ? wholeProblems(ctx, record, document) : [],
    document ? circleProblems(ctx, id, document) : [],
  ]);
  return { document, problems: [...problems, ...more.flat()] };
}
