import { randomBytes } from "node:crypto";
import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import {
  type ControlGroupRecord,
  controlGroupRows,
  insertControlGroup,
  lockControlGroups,
} from "../control-group-store.ts";
import { controlGroupLimits } from "../limits.ts";
import { type ControlGroupView, type CreateControlGroup, createControlGroup as schema } from "../schema.ts";
import { controlGroupViewOf } from "../views.ts";

function refuseUnlessFree(kind: CreateControlGroup["kind"], there: ControlGroupRecord[]): void {
  const system = there.find((each) => each.kind === "system");
  if (kind === "system" && system) {
    throw new Fault("conflict", `"${system.name}" is the system group already. A workspace has one.`);
  }
  if (kind === "custom" && !system) {
    throw new Fault("precondition", "Make the system group first: custom groups stand beside it.");
  }
  const custom = there.filter((each) => each.kind === "custom").length;
  if (kind === "custom" && custom >= controlGroupLimits.custom) {
    const text = `There are ${custom} custom groups already, as many as a workspace can have. Remove one first.`;
    throw new Fault("conflict", text);
  }
}

/**
 * Makes a control group of new, random people. Throws `conflict` where there is one too many or the name is taken,
 * `precondition` for a custom group without a system group.
 */
export async function createControlGroup(ctx: Ctx, input: CreateControlGroup): Promise<ControlGroupView> {
  authorise(ctx, "segments.write");
  const given = parse(schema, input);
  const now = ctx.clock.now();
  const group: ControlGroupRecord = {
    ...given,
    id: newId(now.getTime()),
    salt: randomBytes(16).toString("hex"),
    createdBy: actorName(ctx.actor),
    createdAt: now,
    changedAt: now,
  };
  await inTransaction(ctx, async (tx) => {
    await lockControlGroups(tx.db, tx.workspaceId);
    refuseUnlessFree(given.kind, await controlGroupRows(tx.db, tx.workspaceId));
    await insertControlGroup(tx.db, tx.workspaceId, group);
    await audit(tx, {
      action: "control_group.created",
      object: { kind: "control_group", id: group.id, name: group.name },
      changes: { kind: { from: null, to: group.kind }, percent: { from: null, to: group.percent } },
    });
  });
  return controlGroupViewOf(group);
}
