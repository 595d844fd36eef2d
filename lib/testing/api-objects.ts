import { newToken } from "../kernel/ids.ts";
import type { Json, JsonObject } from "../kernel/json.ts";

/** What samples make their fixtures with: the API itself, as its callers use it. */
export type ApiWorld = {
  /** Calls an operation with an Admin API key and answers with its body; fails when it is refused. */
  call(id: string, input: JsonObject): Promise<JsonObject>;
  /** The same by nobody known. */
  callAsNobody(id: string, input: JsonObject): Promise<JsonObject>;
  /** The person in whose name samples with `as: "person"` are called. */
  person: { email: string; password: string };
  /** Opens a further session of that person and answers with its id. */
  openSession(): Promise<string>;
  /** Sends a batch to the ingest endpoint as an SDK does. */
  sendCalls(writeKey: string, batch: JsonObject[]): Promise<void>;
  /** Calls the endpoint for users of audiences as EventBridge does. */
  sendUsers(key: string, body: JsonObject): Promise<void>;
  /** Does what the worker would do now: learns the catalogue, runs due exports. */
  work(): Promise<void>;
  /** Fires an External Trigger campaign for somebody, by its Campaign ID, and answers with the receipt. */
  trigger(campaignId: string): Promise<string>;
  /** Books that a destination's partner finally refused its source's newest call. */
  refuseNewest(destinationId: Json): Promise<void>;
};

export type Sample = {
  /** An input that the operation takes; makes first what it needs. */
  input(world: ApiWorld): Promise<JsonObject> | JsonObject;
  /** By whom it is called; an Admin API key unless told. */
  as?: "person" | "nobody";
};

export const nothing: Sample = { input: () => ({}) };
export const nothingAsPerson: Sample = { as: "person", input: () => ({}) };
export const unique = (prefix: string) => newToken(prefix).slice(0, 30);

export function idOf(value: JsonObject, field = "id"): Json {
  return value[field] ?? null;
}

export async function connection(world: ApiWorld, writeKey = newToken("seg")): Promise<JsonObject> {
  return world.call("connections.connect", {
    partner: "segment",
    nickname: unique("Shop"),
    values: { writeKey },
  });
}

export async function storyly(world: ApiWorld): Promise<JsonObject> {
  return world.call("connections.connect", {
    partner: "storyly",
    nickname: unique("Stories"),
    values: { apiToken: newToken("st") },
  });
}

/** A bus in the sandbox with an audience that a rule on it may call for. */
export async function busAndAudience(world: ApiWorld): Promise<JsonObject> {
  const bus = await world.call("connections.connect", {
    partner: "eventbridge",
    nickname: unique("Bus"),
    values: {
      ...{ accountId: "111122223333", region: "eu-west-1", bus: "default", authentication: "key" },
      ...{ accessKeyId: "AKIASAMPLEOFTHEAPI00", secretAccessKey: newToken("secret") },
    },
  });
  return { id: idOf(bus), audienceId: (await audience(world)).id };
}

export async function ofConnection(world: ApiWorld, more: JsonObject = {}): Promise<JsonObject> {
  return { id: idOf(await connection(world)), ...more };
}

/** A connection through which the sandbox has received a call: our own test of it, then one event. */
export async function sandboxMessage(world: ApiWorld): Promise<JsonObject> {
  const writeKey = newToken("seg");
  const { id, host } = await connection(world, writeKey);
  await fetch(`${host}/v1/track`, {
    method: "POST",
    body: JSON.stringify({ writeKey, userId: "u", event: "Item Added", messageId: "m" }),
  });
  const page = await world.call("sandbox.messages.list", { id: id ?? null });
  const [first] = page.items as JsonObject[];
  return { id: id ?? null, messageId: idOf(first ?? {}) };
}

export async function source(world: ApiWorld): Promise<{ id: Json; key: string }> {
  const made = await world.call("sources.create", { name: unique("Shop"), platform: "web" });
  const { source: created, writeKey } = made as { source: JsonObject; writeKey: JsonObject };
  return { id: idOf(created), key: String(writeKey.key) };
}

export async function writeKeyOf(world: ApiWorld): Promise<JsonObject> {
  const { id } = await source(world);
  return { id, keyId: idOf(await world.call("sources.keys.create", { id, name: "Second" })) };
}

/** A source with events of one person, learned by the catalogue. */
export async function events(world: ApiWorld): Promise<{ sourceId: Json; userId: string }> {
  const { id, key } = await source(world);
  const userId = unique("cust");
  const call = (type: string, more: JsonObject) => ({ type, userId, messageId: unique("m"), ...more });
  await world.sendCalls(key, [
    call("identify", { traits: { email: `${userId.toLowerCase()}@shop.example`, plan: "gold" } }),
    call("track", { event: "Item Added", properties: { sku: "SH-44", price: 49.5 } }),
    call("track", { event: "App Launched", properties: {} }),
    call("page", { name: "Home", properties: { path: "/" } }),
  ]);
  await world.work();
  return { sourceId: id, userId };
}

export async function person(world: ApiWorld): Promise<JsonObject> {
  const { userId } = await events(world);
  const { items } = await world.call("people.list", { search: userId });
  return { id: idOf((items as JsonObject[])[0] ?? {}) };
}

export async function forgotten(world: ApiWorld): Promise<JsonObject> {
  const { userId } = await events(world);
  const { items } = await world.call("people.list", { search: userId });
  return { id: idOf((items as JsonObject[])[0] ?? {}), confirm: userId };
}

export async function newExport(world: ApiWorld): Promise<JsonObject> {
  const { id: connectionId = null } = await connection(world);
  return { connectionId, dataType: "all", frequency: "one_time", range: { kind: "last_7_days" } };
}

export async function recurring(world: ApiWorld): Promise<JsonObject> {
  const { connectionId = null } = await newExport(world);
  const made = await world.call("exports.create", {
    connectionId,
    dataType: "all",
    frequency: "recurring",
    everyHours: 4,
  });
  return { id: idOf(made) };
}

/** A run that the partner refused record by record, the only way to have rejected ones without odd data. */
export async function refusedRun(world: ApiWorld): Promise<JsonObject> {
  await events(world);
  const writeKey = newToken("seg");
  const { id: connectionId = null, host } = await connection(world, writeKey);
  const misbehave = async (faults: JsonObject) => {
    // The sandbox's own switch: heard at once, where the API's may take a second.
    const address = new URL("/_control/faults", String(host));
    const body = JSON.stringify({ partner: "segment", key: writeKey, faults });
    await fetch(address, { method: "POST", body });
  };
  await misbehave({ refuseEveryNthRecord: 1 });
  const range = { kind: "day", date: new Date().toISOString().slice(0, 10) };
  const wanted = { connectionId, dataType: "all", frequency: "one_time", range };
  const { id = null } = await world.call("exports.create", wanted);
  await world.work();
  await misbehave({});
  const { items } = await world.call("exports.runs", { id });
  return { id, runId: idOf((items as JsonObject[])[0] ?? {}) };
}

const kept = new WeakMap<ApiWorld, Promise<JsonObject>>();
/** The same run for all that only look at it: making one takes a while. */
export function someRefusedRun(world: ApiWorld): Promise<JsonObject> {
  const run = kept.get(world) ?? refusedRun(world);
  kept.set(world, run);
  return run;
}

export const definition: Sample = {
  input: async (world) => {
    await events(world);
    return { type: "track", name: "Item Added" };
  },
};

export async function invitation(world: ApiWorld): Promise<JsonObject> {
  return world.call("invitations.create", { role: "viewer" });
}

export async function anotherMember(world: ApiWorld): Promise<JsonObject> {
  const { path } = await invitation(world);
  await world.callAsNobody("invitations.accept", {
    token: String(path).split("/").at(-1) ?? "",
    name: "Another member",
    email: `${unique("member").toLowerCase()}@shop.example`,
    password: "a long enough password",
  });
  const { items } = await world.call("members.list", {});
  const found = (items as JsonObject[]).find((member) => member.name === "Another member");
  return { userId: idOf(found ?? {}, "userId") };
}

export async function audience(
  world: ApiWorld,
): Promise<{ id: Json; key: string; keyId: Json; token: string }> {
  const made = await world.call("audiences.create", { name: unique("Carts") });
  const { audience: created, key } = made as { audience: JsonObject; key: JsonObject };
  return { id: idOf(created), key: String(key.key), keyId: idOf(key), token: String(created.token) };
}

export async function cleverTap(world: ApiWorld): Promise<JsonObject> {
  return world.call("connections.connect", {
    partner: "clevertap",
    nickname: unique("Reach"),
    values: { accountId: unique("ACC"), passcode: newToken("ct") },
  });
}

/** What sends an audience to CleverTap. */
export async function sending(world: ApiWorld): Promise<JsonObject> {
  const audienceId = idOf(await calledAudience(world));
  const connectionId = idOf(await cleverTap(world));
  const values = { keyTitle: "storyly_quiz" };
  return { audienceId, connectionId, values, frequency: "continuous" };
}

export async function transfer(world: ApiWorld): Promise<JsonObject> {
  return { id: idOf(await world.call("transfers.create", await sending(world))) };
}

/** An audience for which an upsert and something that is refused came in. */
export async function calledAudience(world: ApiWorld): Promise<JsonObject> {
  const { id, key, token } = await audience(world);
  const operation = (name: string) => ({ storyly_token: token, operation: name, cart_value: "49.50" });
  await world.sendUsers(key, { identity: unique("cust"), key_values: operation("upsert") });
  await world.sendUsers(key, { identity: unique("cust"), key_values: operation("replace") });
  return { id };
}

/** An audience for files, and one whose refused row was read. */
export async function csvAudience(world: ApiWorld): Promise<JsonObject> {
  const made = await world.call("audiences.create", { name: unique("File"), origin: "csv" });
  return { id: idOf(made.audience as JsonObject) };
}

export async function imported(world: ApiWorld): Promise<JsonObject> {
  const { id = null } = await csvAudience(world);
  const file = "id,plan\ncust-1,gold\n,silver\n";
  const made = await world.call("audiences.imports.create", { id, column: "id", mode: "add", file });
  return { id, importId: idOf(made) };
}

/** An audience that Storyly keeps, imported once and ready to be imported again. */
export async function importedFromStoryly(world: ApiWorld): Promise<JsonObject> {
  const apiToken = newToken("st");
  const { id: connectionId = null, host } = await world.call("connections.connect", {
    partner: "storyly",
    nickname: unique("Stories"),
    values: { apiToken },
  });
  const form = new FormData();
  form.set("name", "Fans");
  form.set("type", "1");
  form.set("audience_identifier", "id");
  form.set("file", new Blob(["id\ncust-1\n"], { type: "text/csv" }), "fans.csv");
  const headers = { authorization: `Bearer ${apiToken}` };
  await fetch(`${host}/external/audience`, { method: "POST", headers, body: form });
  const { items } = await world.call("connections.audiences", { id: connectionId });
  const remote = { connectionId, audienceId: idOf((items as JsonObject[])[0] ?? {}) };
  const made = await world.call("audiences.create", { name: unique("Fans"), origin: "storyly", remote });
  const id = idOf(made.audience as JsonObject);
  await world.work();
  return { id, mode: "replace" };
}

/** A source with calls, from which a destination leads to CleverTap. */
export async function destination(world: ApiWorld): Promise<{ id: Json; sourceId: Json; callId: Json }> {
  const { sourceId } = await events(world);
  const connectionId = idOf(await cleverTap(world));
  const made = await world.call("destinations.create", { id: sourceId, connectionId });
  const { items } = await world.call("sources.calls", { id: sourceId, limit: 1 });
  return { id: idOf(made), sourceId, callId: idOf((items as JsonObject[])[0] ?? {}) };
}

export async function ofDestination(world: ApiWorld, more: JsonObject = {}): Promise<JsonObject> {
  return { id: (await destination(world)).id, ...more };
}

export async function replay(world: ApiWorld): Promise<JsonObject> {
  const { id } = await destination(world);
  const made = await world.call("destinations.replays.create", { id, names: ["Item Added"] });
  return { id, replayId: idOf(made) };
}

export async function shelved(world: ApiWorld): Promise<JsonObject> {
  const { id } = await destination(world);
  await world.refuseNewest(id);
  return { id };
}

/** People who did an event, as a segment means them. */
export const didSomething = {
  groups: [{ conditions: [{ kind: "did", events: [{ name: "Item Added" }] }] }],
};

export async function segment(world: ApiWorld): Promise<{ id: Json }> {
  return {
    id: idOf(await world.call("segments.create", { name: unique("Added"), definition: didSomething })),
  };
}

/** A list, and one with an import that refused a row. */
export async function list(world: ApiWorld): Promise<{ id: Json }> {
  return { id: idOf(await world.call("segments.lists.create", { name: unique("Guests") })) };
}

export async function importedList(world: ApiWorld): Promise<{ id: Json; importId: Json }> {
  const { id } = await list(world);
  const file = "user_id,plan\ncust-1,gold\n,silver\n";
  const input = { id, column: "user_id", identifiedBy: "user_id", mode: "add", file };
  const importId = idOf(await world.call("segments.lists.import", input));
  await world.work();
  return { id, importId };
}

/** A custom control group, for which there is a system group. */
export async function controlGroup(world: ApiWorld): Promise<{ id: Json }> {
  const { items } = await world.call("controlGroups.list", {});
  const there = items as JsonObject[];
  if (!there.some(({ kind }) => kind === "system")) {
    await world.call("controlGroups.create", { kind: "system", name: "Everybody", percent: 5 });
  }
  const custom = there.filter(({ kind }) => kind === "custom");
  if (custom.length > 8) {
    await world.call("controlGroups.remove", { id: idOf(custom[0] ?? {}) });
  }
  const given = { kind: "custom", name: unique("Winter"), percent: 2.5 };
  return { id: idOf(await world.call("controlGroups.create", given)) };
}
