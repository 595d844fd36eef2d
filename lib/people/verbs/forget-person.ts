import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { connectionsNamed } from "../../integrations/access.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { isPartnerId, partnerKit } from "../../partners/catalog.ts";
import { connectors } from "../../partners/connectors.ts";
import { enqueueForget } from "../forgets/forget-queue.ts";
import { forgetInWorkspace, forgetViewOf } from "../forgets/forget-view.ts";
import { insertForget } from "../forgets/request-store.ts";
import {
  type ForgetPerson,
  type ForgetStep,
  type ForgetView,
  forgetPerson as schema,
} from "../forgets/schema.ts";
import { selectIdentifiers } from "../store.ts";
import { personInWorkspace } from "../views.ts";

function invalid(path: string, field: string, message: string): Fault {
  return new Fault("invalid", `${path}: ${message}`, { problems: [{ path, field, message }] });
}

/** What each chosen connection's partner is going to be asked. Throws `invalid` at the first that deletes no users. */
async function stepsFor(ctx: Ctx, chosen: string[]): Promise<ForgetStep[]> {
  const known = await connectionsNamed(ctx, chosen);
  return chosen.map((connectionId, index) => {
    const connection = known.get(connectionId);
    if (!connection || !isPartnerId(connection.partner)) {
      throw invalid(`connections[${index}]`, "connections", "There is no such connection in this workspace.");
    }
    const { partner, nickname } = connection;
    if (!connectors[connection.partner].forget) {
      const message = `${partnerKit(partner).name} deletes no users when it is asked.`;
      throw invalid(`connections[${index}]`, "connections", message);
    }
    return {
      connectionId,
      partner,
      nickname,
      state: "waiting",
      httpStatus: null,
      message: "",
      answer: "",
      tries: 0,
      atMs: null,
      nextMs: null,
    };
  });
}

/**
 * Deletes a person, here and at the partners of the chosen connections; decision 061 says what that covers. Begins within
 * seconds and cannot be stopped or undone. Throws `invalid` at `confirm` when that is none of the person's identifiers, or
 * at a connection; `conflict` while the person is being deleted; `not_found`.
 */
export async function forgetPerson(ctx: Ctx, input: ForgetPerson): Promise<ForgetView> {
  authorise(ctx, "people.forget");
  const { id, connections, confirm } = parse(schema, input);
  const person = await personInWorkspace(ctx, id);
  const identifiers = await selectIdentifiers(ctx.db, ctx.workspaceId, person.id);
  const typed = confirm.toLowerCase();
  const fits = identifiers.some(({ kind, value }) =>
    kind === "email" ? value === typed : value === confirm,
  );
  if (!fits && typed !== person.id) {
    throw invalid("confirm", "confirm", "This is none of the person's identifiers. Type one of them.");
  }
  const steps = await stepsFor(ctx, [...new Set(connections)]);
  const now = ctx.clock.now();
  const requestId = newId(now.getTime());
  await inTransaction(ctx, async (tx) => {
    await insertForget(tx.db, {
      workspaceId: tx.workspaceId,
      id: requestId,
      personId: person.id,
      steps,
      createdBy: actorName(tx.actor),
      createdAt: now,
    });
    await enqueueForget(tx, requestId);
    await audit(tx, {
      // The log keeps no name of who was deleted.
      action: "person.deletion_asked",
      object: { kind: "person", id: person.id, name: person.id },
      changes: { partners: { from: null, to: steps.map(({ nickname }) => nickname) } },
    });
  });
  return forgetViewOf(await forgetInWorkspace(ctx, requestId));
}
