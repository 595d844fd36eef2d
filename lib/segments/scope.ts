import { workspaceTimeZone } from "../access/time-zone.ts";
import type { Ctx } from "../context.ts";
import { daysCountedUpTo } from "../events/event-days.ts";
import type { Definition } from "./definition.ts";
import { type Referred, referredSegments } from "./references.ts";
import { sampledIds, sampleEnd } from "./sample.ts";
import { definitionPeople } from "./sql/definition-sql.ts";
import { type Moment, type Scope, type SqlValues, sqlValues } from "./sql/sql-values.ts";

/**
 * People in an audience, by what they are known by there: one kind of identifier, and their e-mail, in whatever case, where
 * that is the user ID (decision 052).
 */
const audienceMembers = (workspace: string, audience: string): string =>
  `select i.person_id from audience_members m
   join audiences a on a.workspace_id = m.workspace_id and a.id = m.audience_id
   join identifiers i on i.workspace_id = m.workspace_id and ((i.kind = a.identifier and i.value = m.identity)
     or (a.identifier in ('user_id', 'email') and i.kind = 'email' and i.value = lower(m.identity)))
   where m.workspace_id = ${workspace} and m.audience_id = ${audience} and m.present`;

const listMembers = (workspace: string, segment: string): string =>
  `select m.person_id from segment_members m where m.workspace_id = ${workspace} and m.segment_id = ${segment}`;

/** What compiles definitions for a workspace and a moment. `$1` is the workspace. */
export function scopeAt(given: {
  values: SqlValues;
  moment: Moment;
  referred: Referred["definitions"];
  only: string | null;
  counted?: string | null;
}): Scope {
  const { values, referred } = given;
  const workspace = "$1::uuid";
  return {
    values,
    moment: given.moment,
    workspace,
    only: given.only,
    counted: given.only ? null : (given.counted ?? null),
    members: (kind, id, scope) => {
      if (kind === "audience") {
        return audienceMembers(workspace, values.add(id, "uuid"));
      }
      const inner = referred.get(id);
      if (!inner) {
        throw new Error(`The definition of segment ${id} was not loaded.`);
      }
      return inner === "list"
        ? listMembers(workspace, values.add(id, "uuid"))
        : definitionPeople(inner, scope);
    },
  };
}

/** The same for the caller's workspace at this moment; `referred` are the segments that they speak of. */
export async function scopeWith(
  ctx: Ctx,
  referred: Referred["definitions"],
  only: string[] | null = null,
): Promise<Scope> {
  const values = sqlValues([ctx.workspaceId]);
  const moment = { now: ctx.clock.now(), zone: await workspaceTimeZone(ctx) };
  const counted = only ? null : await daysCountedUpTo(ctx.db, ctx.workspaceId);
  return scopeAt({ values, moment, referred, only: only && values.add(only, "uuid[]"), counted });
}

/** What compiles one definition for those whom an estimate looks at: all whose ids end low. Throws as `referredSegments`. */
export async function scopeOfSample(ctx: Ctx, definition: Definition, indexed: number): Promise<Scope> {
  const scope = await scopeOf(ctx, definition);
  const below = sampleEnd(indexed);
  return { ...scope, only: `array(${sampledIds(scope.workspace, below)})`, below };
}

/** What compiles one definition. Throws as `referredSegments`. */
export async function scopeOf(
  ctx: Ctx,
  definition: Definition,
  only: string[] | null = null,
): Promise<Scope> {
  return scopeWith(ctx, await referredSegments(ctx, definition), only);
}
