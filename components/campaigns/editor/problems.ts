import { campaignDocument, type Section, sectionOf } from "@/lib/campaigns/document.ts";
import type { CampaignProblem } from "@/lib/campaigns/schema.ts";
import { templateObjectsOf } from "@/lib/campaigns/template-objects.ts";
import { contentProblems } from "@/lib/channels/content-problems.ts";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import type { Problem } from "@/lib/kernel/fault.ts";
import { problemsOf } from "@/lib/kernel/parse.ts";
import { plainPath } from "../../form/problem-places.ts";
import { draftToSave, type EditorDraft } from "./draft.ts";

const CONTENT = "what.content";

/** The section in which a part of the document stands on the page: the account is a matter of the set-up. */
export function placeOf(path: string): Section {
  return path.startsWith("what.connections") ? "start" : sectionOf(path);
}

const placed = ({ path, field, message }: Problem): CampaignProblem => ({
  path: plainPath(path),
  field,
  message,
  section: placeOf(path),
});

/** What keeps a draft from being published, as far as the browser can tell. */
export function localProblems(draft: EditorDraft, kit: ChannelKit): CampaignProblem[] {
  const kept = draftToSave(draft);
  const document = campaignDocument.safeParse(kept);
  return [
    ...(document.success ? [] : problemsOf(document.error)).map(placed),
    ...contentProblems(kit, kept.what.content, templateObjectsOf(kept)).map((problem) =>
      placed({ ...problem, path: `${CONTENT}.${problem.path}` }),
    ),
  ];
}

const sameAs = (a: CampaignProblem) => (b: CampaignProblem) => a.path === b.path && a.message === b.message;

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);
}

type Seen = { draft: EditorDraft; problems: CampaignProblem[] };

/**
 * All that keeps a draft from being published: what the browser sees in what stands there now, and what only the server
 * could know of what it kept last (an account that is gone, a secret that is missing). What it said of a place that was
 * changed since is no longer true.
 */
export function allProblems(now: Seen, kept: Seen, server: readonly CampaignProblem[]): CampaignProblem[] {
  const own = server
    .map(placed)
    .filter((problem) => ![...now.problems, ...kept.problems].some(sameAs(problem)))
    .filter(({ path }) => valueAt(now.draft, path) === valueAt(kept.draft, path));
  return [...now.problems, ...own];
}
