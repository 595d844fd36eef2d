import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { isJsonObject } from "../../kernel/json.ts";
import type { JourneyDraft } from "../document.ts";
import { isEntry, nodeOf, titleOf } from "../graph.ts";
import { readDocument } from "../upgrade.ts";
import { versionDocuments } from "./report-store.ts";

/** What was published of a journey, by the number, the newest first. */
export type Documents = ReadonlyMap<number, JourneyDraft>;

export async function documentsOf(ctx: Pick<Ctx, "db" | "workspaceId">, id: string): Promise<Documents> {
  const rows = await versionDocuments(ctx.db, ctx.workspaceId, id);
  return new Map(rows.map(({ number, document }) => [number, readDocument(document)]));
}

/** The document of a version. Throws `not_found`. */
export function documentOf(documents: Documents, number: number): JourneyDraft {
  const document = documents.get(number);
  if (!document) {
    throw new Fault("not_found", "There is no such version of this journey.");
  }
  return document;
}

/** What a node was called in the version that somebody went by, or in the newest that has it. */
export function nodeName(documents: Documents, node: string, version: number | null): string {
  const own = version === null ? undefined : documents.get(version);
  for (const document of [...(own ? [own] : []), ...documents.values()]) {
    const found = nodeOf(document, node);
    if (found) {
      return titleOf(found);
    }
  }
  return node;
}

const goalsIn = ({ settings }: JourneyDraft) =>
  (Array.isArray(settings.goals) ? settings.goals : []).filter(isJsonObject);

/** What a goal is called, by its id. */
export function goalName(documents: Documents, id: string): string {
  for (const document of documents.values()) {
    const goal = goalsIn(document).find((each) => each.id === id);
    if (typeof goal?.name === "string" && goal.name !== "") {
      return goal.name;
    }
  }
  return id;
}

/** An exit as a version has it, which may lead elsewhere in another one. */
export type ExitOfVersion = { version: number; node: string; exit: string };

/** The exits that lead to a node, in these versions. */
export function leadingTo(documents: Documents, node: string): ExitOfVersion[] {
  return [...documents].flatMap(([version, { edges }]) =>
    edges.flatMap(({ from, exit, to }) => (to === node ? [{ version, node: from, exit }] : [])),
  );
}

export const isEntryIn = (documents: Documents, node: string): boolean =>
  [...documents.values()].some((document) =>
    document.nodes.some((each) => each.id === node && isEntry(each)),
  );
