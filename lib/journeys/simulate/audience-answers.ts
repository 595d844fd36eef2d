import type { Ctx } from "../../context.ts";
import { type IdentifierKind, identifierLabels } from "../../partners/kit.ts";
import { audienceWords } from "../nodes/audiences.ts";
import type { Effect } from "../nodes/step.ts";
import type { Walk } from "../walk.ts";
import { audienceIdentifiers } from "./simulate-store.ts";
import type { SimulatedPerson } from "./simulated-person.ts";

type AudienceEffect = Extract<Effect, { kind: "audience" }>;

/** Why an audience takes nothing of what a walk asks of it, as `carry-out.ts` says it of somebody real; null: it does. */
export type AudienceAnswers = (effect: AudienceEffect) => string | null;

/** What the audiences of a walk would answer for this person. */
export async function audienceAnswers(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  { ids }: SimulatedPerson,
  { effects }: Walk,
): Promise<AudienceAnswers> {
  const asked = new Set(effects.flatMap((each) => (each.kind === "audience" ? [each.audienceId] : [])));
  const knowsBy: ReadonlyMap<string, IdentifierKind> =
    asked.size === 0 ? new Map() : await audienceIdentifiers(ctx.db, ctx.workspaceId, asked);
  return ({ operation, audienceId }) => {
    const by = knowsBy.get(audienceId);
    const { gone, unknown } = audienceWords[operation];
    return by === undefined ? gone : (ids[by] ?? "") === "" ? unknown(identifierLabels[by]) : null;
  };
}

/** The path, which the runtimes tell as if audiences took everything, with what they would not. */
export function withAnswers({ path, effects }: Walk, answers: AudienceAnswers): Walk["path"] {
  const mended = new Map(
    effects.flatMap((effect): [string, string][] => {
      const why = effect.kind === "audience" ? answers(effect) : null;
      return why === null ? [] : [[`${effect.node} ${effect.at}`, why]];
    }),
  );
  return path.map((each) => {
    const why = each.did === "acts" ? mended.get(`${each.node} ${each.at}`) : undefined;
    return why === undefined ? each : { ...each, because: why };
  });
}
