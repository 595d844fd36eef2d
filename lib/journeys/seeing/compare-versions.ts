import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import type { JourneyDraft, JourneyNode } from "../document.ts";
import { exitsOf, nodeOf } from "../graph.ts";
import { asPublished, changedNodes, sortedText } from "../impact.ts";
import { kindOf } from "../nodes/catalog.ts";
import type { Named } from "../nodes/mentions.ts";
import { readDocument } from "../upgrade.ts";
import { journeyInWorkspace } from "../views.ts";
import { documentOf, documentsOf } from "./documents.ts";
import { namesIn } from "./name-mentions.ts";
import { countsOf } from "./report-store.ts";
import { type CompareVersions, compareVersions as schema, type VersionComparison } from "./schema.ts";

const wordsOf = (node: JourneyNode | undefined, named: Named): string | null =>
  node ? (kindOf(node.kind)?.words(node.settings, named) ?? null) : null;

/** The exits of a node that lead elsewhere in the other document, or after another time; by their labels. */
function changedLinks(from: JourneyDraft, to: JourneyDraft, node: JourneyNode): string[] {
  const leaving = ({ edges }: JourneyDraft) =>
    new Map(
      edges
        .filter((edge) => edge.from === node.id)
        .map((edge) => [edge.exit, JSON.stringify([edge.to, edge.delay])]),
    );
  const [before, after] = [leaving(from), leaving(to)];
  const exits = [...new Set([...before.keys(), ...after.keys()])];
  const labels = new Map((exitsOf(node) ?? []).map(({ id, label }) => [id, label]));
  return exits.filter((exit) => before.get(exit) !== after.get(exit)).map((exit) => labels.get(exit) ?? exit);
}

const settingWords: Record<string, string> = {
  reentry: "Re-entry",
  timeout: "Journey timeout",
  goals: "Goals",
  cap: "Cap",
  controlGroups: "Control groups",
  quiet: "Do Not Disturb hours",
  zone: "Time zone",
  ignoreLimits: "Global campaign limits",
  freshMinutes: "Freshness of events",
};

/** What differs between two versions of a journey, or a version and its draft, and whom it concerns. Throws `not_found`. */
export async function compareJourneyVersions(ctx: Ctx, input: CompareVersions): Promise<VersionComparison> {
  authorise(ctx, "journeys.read");
  const { id, from, to } = parse(schema, input);
  const journey = await journeyInWorkspace(ctx, id);
  const documents = await documentsOf(ctx, id);
  const read = (side: CompareVersions["from"]) =>
    side === "draft" ? asPublished(readDocument(journey.draft)) : documentOf(documents, side);
  const [before, after] = [read(from), read(to)];
  const named = await namesIn(ctx, [before, after]);
  const version = from === "draft" ? null : from;
  const counts =
    version === null
      ? []
      : await countsOf(
          ctx.db,
          { workspaceId: ctx.workspaceId, journeyId: id, version },
          { from: null, to: null },
        );
  const inside = new Map<string, number>();
  for (const { node, what, ever } of counts) {
    const sign = what === "entered" || what === "moved_in" ? 1 : what === "moved" || what === "out" ? -1 : 0;
    if (node !== "" && sign !== 0) {
      inside.set(node, (inside.get(node) ?? 0) + sign * ever);
    }
  }
  const peopleAt = (node: string) => Math.max(inside.get(node) ?? 0, 0);
  const keys = [...new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])];
  return {
    changes: changedNodes(before, after).map(({ node, name, what }) => {
      const [old, next] = [nodeOf(before, node), nodeOf(after, node)];
      const either = next ?? old;
      return {
        ...{ node, name, what, before: wordsOf(old, named), after: wordsOf(next, named) },
        people: peopleAt(node),
        links: what === "changed" && either ? changedLinks(before, after, either) : [],
      };
    }),
    settings: keys
      .filter((key) => sortedText(before.settings[key] ?? null) !== sortedText(after.settings[key] ?? null))
      .map((key) => settingWords[key] ?? key),
    inside: [...inside.keys()].reduce((total, node) => total + peopleAt(node), 0),
  };
}
