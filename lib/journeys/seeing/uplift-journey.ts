import { authorise } from "../../access/authorise.ts";
import { shareOf, upliftOf } from "../../campaigns/uplift.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { scopeWith } from "../../segments/scope.ts";
import { journeyDocument } from "../document.ts";
import { type JourneyOf, journeyOf } from "../schema.ts";
import { journeyInWorkspace } from "../views.ts";
import { documentOf, documentsOf } from "./documents.ts";
import type { JourneyUplift } from "./schema.ts";
import { controlGroup, enteredGroup } from "./uplift-store.ts";

/**
 * How often those who entered reach a goal, against those whom a control group held back, by the goals of the version that
 * people enter now, and what that is worth where one of them says it: of each person the first time. Both have the same time for
 * it: the longest stay, from when they entered or would have.
 */
export async function upliftJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyUplift> {
  authorise(ctx, "journeys.read");
  const { id } = parse(journeyOf, input);
  const journey = await journeyInWorkspace(ctx, id);
  const document =
    journey.version === null
      ? undefined
      : journeyDocument.safeParse(documentOf(await documentsOf(ctx, id), journey.version)).data;
  const { goals = [], timeout = null } = document?.settings ?? {};
  // Past behaviour is looked at night by night, of those who are in it: of those held back nobody knows.
  if (goals.length === 0 || goals.some(({ people }) => people !== undefined)) {
    return { goal: null };
  }
  const scope = await scopeWith(ctx, new Map());
  const longest = timeout && `${timeout.count} ${timeout.unit}`;
  const isPriced = goals.some(({ revenue }) => revenue !== null);
  const got = await enteredGroup(ctx.db, ctx.workspaceId, id, isPriced);
  const held = await controlGroup(ctx.db, id, { goals, longest, scope });
  const entered = shareOf(got.people, got.converted, isPriced ? got.worth : null);
  const control = shareOf(held.people, held.converted, isPriced ? held.worth : null);
  return { goal: { entered, control, uplift: upliftOf(entered, control) } };
}
