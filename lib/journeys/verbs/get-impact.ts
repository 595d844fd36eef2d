import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { blankJourney } from "../blank.ts";
import { asPublished, changedNodes } from "../impact.ts";
import { figuresOf } from "../journey-store.ts";
import { peopleAtNodes } from "../people-at-nodes.ts";
import { type JourneyOf, journeyOf, type PublishImpact } from "../schema.ts";
import { documentsOf, nodeName } from "../seeing/documents.ts";
import { readDocument } from "../upgrade.ts";
import { versionById } from "../version-store.ts";
import { journeyInWorkspace } from "../views.ts";

/** What publishing the draft would mean to the people who are in the journey. Throws `not_found`. */
export async function getImpact(ctx: Ctx, input: JourneyOf): Promise<PublishImpact> {
  authorise(ctx, "journeys.read");
  const { id } = parse(journeyOf, input);
  const record = await journeyInWorkspace(ctx, id);
  const draft = asPublished(readDocument(record.draft));
  const version =
    record.version === null ? null : await versionById(ctx.db, ctx.workspaceId, id, record.version);
  const before = version ? readDocument(version.document) : blankJourney();
  const [figures, people] = await Promise.all([
    figuresOf(ctx.db, ctx.workspaceId, [id]),
    peopleAtNodes(ctx, id),
  ]);
  const { entered = 0, left = 0 } = figures.get(id) ?? {};
  const kept = new Set(draft.nodes.map((node) => node.id));
  // People of older versions may be at nodes that the newest one has not, either.
  const gone = new Set(
    [
      ...before.nodes.map((node) => node.id),
      ...[...people].filter(([, count]) => count > 0).map(([node]) => node),
    ].filter((node) => !kept.has(node)),
  );
  const documents = gone.size > 0 ? await documentsOf(ctx, id) : new Map();
  return {
    revision: record.revision,
    inside: entered - left,
    removed: [...gone].map((node) => ({
      node,
      name: nodeName(documents, node, record.version),
      people: people.get(node) ?? 0,
    })),
    changes: changedNodes(before, draft),
  };
}
