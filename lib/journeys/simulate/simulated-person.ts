import { findPerson } from "../../campaigns/find-people.ts";
import type { Recipient } from "../../channels/channel.ts";
import type { Ctx } from "../../context.ts";
import { zoneOr } from "../../delivery/when/zone-or.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { type IdentifierKind, identifierKinds } from "../../people/schema.ts";
import { tokensOf } from "../../people/tokens.ts";
import type { SimulateJourney } from "./schema.ts";
import { zoneOfPerson } from "./simulate-store.ts";

/** Who walks: somebody whom the workspace knows, or somebody made up. */
export type SimulatedPerson = {
  /** Null: made up. */
  id: string | null;
  name: string | null;
  ids: Partial<Record<IdentifierKind, string | null>>;
  properties: JsonObject;
  tokens: Recipient["tokens"];
  zone: string;
};

const nameIn = ({ name, firstName }: JsonObject): string | null =>
  [name, firstName].find((each): each is string => typeof each === "string" && each !== "") ?? null;

/** Throws `not_found` where nobody is known by what was given. */
export async function simulatedPerson(
  ctx: Ctx,
  given: SimulateJourney["person"],
  workspaceZone: string,
): Promise<SimulatedPerson> {
  if (given.kind === "made_up") {
    const { ids, properties, zone } = given;
    const filled = Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== ""));
    return {
      ...{ id: null, name: nameIn(properties), ids: filled, properties },
      // Each platform has a device, so that a push message can be looked at.
      tokens: [
        { kind: "fcm", token: "made-up-device" },
        { kind: "apns", token: "made-up-device" },
      ],
      zone: zoneOr(zone, workspaceZone),
    };
  }
  const person = await findPerson(ctx, given.person);
  if (!person) {
    throw new Fault("not_found", `Nobody is known by "${given.person}".`, {
      problems: [{ path: "person", field: "person", message: "Nobody is known by this" }],
    });
  }
  const id = person.isNow;
  const tokens = await tokensOf(ctx.db, ctx.workspaceId, [id]);
  return {
    ...{ id, name: person.name, properties: person.properties },
    ids: Object.fromEntries(identifierKinds.map((kind) => [kind, person[kind]])),
    tokens: tokens.get(id) ?? [],
    zone: zoneOr(await zoneOfPerson(ctx.db, ctx.workspaceId, id), workspaceZone),
  };
}
