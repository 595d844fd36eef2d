import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { connectionsNamed } from "../../integrations/access.ts";
import { parse } from "../../kernel/parse.ts";
import { type JourneyDraft, type JourneyEdge, type JourneyNode, journeyLimits } from "../document.ts";
import { exitsOf, nodeOf, titleOf } from "../graph.ts";
import { asPublished, changedNodes, saidSettings, sortedText } from "../impact.ts";
import { kindOf } from "../nodes/catalog.ts";
import { mentionKinds, type Named } from "../nodes/mentions.ts";
import { waitWords } from "../nodes/phrases.ts";
import { readDocument } from "../upgrade.ts";
import { journeyInWorkspace } from "../views.ts";
import { type ChangedPart, changedParts } from "./changed-parts.ts";
import { documentOf, documentsOf } from "./documents.ts";
import { namesAsked, namesIn } from "./name-mentions.ts";
import { countsOf } from "./report-store.ts";
import { type CompareVersions, compareVersions as schema, type VersionComparison } from "./schema.ts";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const wordsOf = (node: JourneyNode | undefined, named: Named): string | null =>
  node ? (kindOf(node.kind)?.words(node.settings, named) ?? null) : null;

type Link = { exit: string; before: string | null; after: string | null };

/** Where a link leads, and after which time: "“Reminder”, after 2 days, at 09:00". */
function linkWords(document: JourneyDraft, { to, delay }: JourneyEdge): string {
  const target = nodeOf(document, to);
  const at = typeof delay?.at === "string" ? `, at ${delay.at}` : "";
  return `“${target ? titleOf(target) : to}”${delay ? `, after ${waitWords(delay)}${at}` : ""}`;
}

/** The exits of a node that lead elsewhere in the other document, or after another time; by their labels. */
function changedLinks(from: JourneyDraft, to: JourneyDraft, node: JourneyNode): Link[] {
  const leaving = ({ edges }: JourneyDraft) =>
    new Map(edges.filter((edge) => edge.from === node.id).map((edge) => [edge.exit, edge]));
  const [before, after] = [leaving(from), leaving(to)];
  const exits = [...new Set([...before.keys(), ...after.keys()])];
  const labels = new Map((exitsOf(node) ?? []).map(({ id, label }) => [id, label]));
  const meaning = (edge: JourneyEdge | undefined) => sortedText(edge ? [edge.to, edge.delay] : null);
  return exits.flatMap((exit) => {
    const [was, is] = [before.get(exit), after.get(exit)];
    const told = { before: was ? linkWords(from, was) : null, after: is ? linkWords(to, is) : null };
    return meaning(was) === meaning(is) ? [] : [{ exit: labels.get(exit) ?? exit, ...told }];
  });
}

/** What ids in changed settings are called: people, audiences, journeys and accounts that they speak of. */
async function namesOfParts(ctx: Ctx, parts: readonly ChangedPart[]): Promise<Record<string, string>> {
  const text = JSON.stringify(parts.map(({ before, after }) => [before, after]));
  const ids = [...new Set(text.match(UUID) ?? [])].slice(0, journeyLimits.nodes);
  const [named, connections] = await Promise.all([
    namesAsked(ctx, { segments: ids, audiences: ids, journeys: ids }),
    connectionsNamed(ctx, ids),
  ]);
  return Object.fromEntries(
    ids.flatMap((id): [string, string][] => {
      const name =
        connections.get(id)?.nickname ?? mentionKinds.map((kind) => named({ kind, id })).find((each) => each);
      return name ? [[id, name]] : [];
    }),
  );
}

/** What differs between two versions of a journey, or a version and its draft, and whom it concerns. Throws `not_found`. */
export async function compareJourneyVersions(ctx: Ctx, input: CompareVersions): Promise<VersionComparison> {
  authorise(ctx, "journeys.read");
  const { id, from, to } = parse(schema, input);
  const journey = await journeyInWorkspace(ctx, id);
  const documents = await documentsOf(ctx, id);
  const read = (side: CompareVersions["from"]) =>
    // What a version says by leaving it out, as one of before there was such a setting, is the same.
    asPublished(side === "draft" ? readDocument(journey.draft) : documentOf(documents, side));
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
  const changes = changedNodes(before, after).map(({ node, name, what }) => {
    const [old, next] = [nodeOf(before, node), nodeOf(after, node)];
    const isChanged = what === "changed" && old !== undefined && next !== undefined;
    return {
      ...{ node, name, what, before: wordsOf(old, named), after: wordsOf(next, named) },
      people: peopleAt(node),
      parts: isChanged && old.kind === next.kind ? changedParts(saidSettings(old), saidSettings(next)) : [],
      links: isChanged ? changedLinks(before, after, next) : [],
    };
  });
  const settings = changedParts(before.settings, after.settings);
  return {
    ...{ changes, settings },
    names: await namesOfParts(ctx, [...changes.flatMap(({ parts }) => parts), ...settings]),
    inside: [...inside.keys()].reduce((total, node) => total + peopleAt(node), 0),
  };
}
