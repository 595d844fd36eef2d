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
  /** Books that a destination's partner finally refused its source's newest call. */
  refuseNewest(destinationId: Json): Promise<void>;
};

export type Sample = {
  /** An input that the operation takes; makes first what it needs. */
  input(world: ApiWorld): Promise<JsonObject> | JsonObject;
  /** By whom it is called; an Admin API key unless told. */
  as?: "person" | "nobody";
};

const nothing: Sample = { input: () => ({}) };
const nothingAsPerson: Sample = { as: "person", input: () => ({}) };
const unique = (prefix: string) => newToken(prefix).slice(0, 30);

function idOf(value: JsonObject, field = "id"): Json {
  return value[field] ?? null;
}

async function connection(world: ApiWorld, writeKey = newToken("seg")): Promise<JsonObject> {
  return world.call("connections.connect", {
    partner: "segment",
    nickname: unique("Shop"),
    values: { writeKey },
  });
}

async function storyly(world: ApiWorld): Promise<JsonObject> {
  return world.call("connections.connect", {
    partner: "storyly",
    nickname: unique("Stories"),
    values: { apiToken: newToken("st") },
  });
}

async function ofConnection(world: ApiWorld, more: JsonObject = {}): Promise<JsonObject> {
  return { id: idOf(await connection(world)), ...more };
}

/** A connection through which the sandbox has received a call: our own test of it, then one event. */
async function sandboxMessage(world: ApiWorld): Promise<JsonObject> {
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

async function source(world: ApiWorld): Promise<{ id: Json; key: string }> {
  const made = await world.call("sources.create", { name: unique("Shop"), platform: "web" });
  const { source: created, writeKey } = made as { source: JsonObject; writeKey: JsonObject };
  return { id: idOf(created), key: String(writeKey.key) };
}

async function writeKeyOf(world: ApiWorld): Promise<JsonObject> {
  const { id } = await source(world);
  return { id, keyId: idOf(await world.call("sources.keys.create", { id, name: "Second" })) };
}

/** A source with events of one person, learned by the catalogue. */
async function events(world: ApiWorld): Promise<{ sourceId: Json; userId: string }> {
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

async function person(world: ApiWorld): Promise<JsonObject> {
  const { userId } = await events(world);
  const { items } = await world.call("people.list", { search: userId });
  return { id: idOf((items as JsonObject[])[0] ?? {}) };
}

async function forgotten(world: ApiWorld): Promise<JsonObject> {
  const { userId } = await events(world);
  const { items } = await world.call("people.list", { search: userId });
  return { id: idOf((items as JsonObject[])[0] ?? {}), confirm: userId };
}

async function newExport(world: ApiWorld): Promise<JsonObject> {
  const { id: connectionId = null } = await connection(world);
  return { connectionId, dataType: "all", frequency: "one_time", range: { kind: "last_7_days" } };
}

async function recurring(world: ApiWorld): Promise<JsonObject> {
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
async function refusedRun(world: ApiWorld): Promise<JsonObject> {
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
function someRefusedRun(world: ApiWorld): Promise<JsonObject> {
  const run = kept.get(world) ?? refusedRun(world);
  kept.set(world, run);
  return run;
}

const definition: Sample = {
  input: async (world) => {
    await events(world);
    return { type: "track", name: "Item Added" };
  },
};

async function invitation(world: ApiWorld): Promise<JsonObject> {
  return world.call("invitations.create", { role: "viewer" });
}

async function anotherMember(world: ApiWorld): Promise<JsonObject> {
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

async function audience(world: ApiWorld): Promise<{ id: Json; key: string; keyId: Json; token: string }> {
  const made = await world.call("audiences.create", { name: unique("Carts") });
  const { audience: created, key } = made as { audience: JsonObject; key: JsonObject };
  return { id: idOf(created), key: String(key.key), keyId: idOf(key), token: String(created.token) };
}

async function cleverTap(world: ApiWorld): Promise<JsonObject> {
  return world.call("connections.connect", {
    partner: "clevertap",
    nickname: unique("Reach"),
    values: { accountId: unique("ACC"), passcode: newToken("ct") },
  });
}

/** What sends an audience to CleverTap. */
async function sending(world: ApiWorld): Promise<JsonObject> {
  const audienceId = idOf(await calledAudience(world));
  const connectionId = idOf(await cleverTap(world));
  const values = { keyTitle: "storyly_quiz" };
  return { audienceId, connectionId, values, frequency: "continuous" };
}

async function transfer(world: ApiWorld): Promise<JsonObject> {
  return { id: idOf(await world.call("transfers.create", await sending(world))) };
}

/** An audience for which an upsert and something that is refused came in. */
async function calledAudience(world: ApiWorld): Promise<JsonObject> {
  const { id, key, token } = await audience(world);
  const operation = (name: string) => ({ storyly_token: token, operation: name, cart_value: "49.50" });
  await world.sendUsers(key, { identity: unique("cust"), key_values: operation("upsert") });
  await world.sendUsers(key, { identity: unique("cust"), key_values: operation("replace") });
  return { id };
}

/** An audience for files, and one whose refused row was read. */
async function csvAudience(world: ApiWorld): Promise<JsonObject> {
  const made = await world.call("audiences.create", { name: unique("File"), origin: "csv" });
  return { id: idOf(made.audience as JsonObject) };
}

async function imported(world: ApiWorld): Promise<JsonObject> {
  const { id = null } = await csvAudience(world);
  const file = "id,plan\ncust-1,gold\n,silver\n";
  const made = await world.call("audiences.imports.create", { id, column: "id", mode: "add", file });
  return { id, importId: idOf(made) };
}

/** An audience that Storyly keeps, imported once and ready to be imported again. */
async function importedFromStoryly(world: ApiWorld): Promise<JsonObject> {
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
async function destination(world: ApiWorld): Promise<{ id: Json; sourceId: Json; callId: Json }> {
  const { sourceId } = await events(world);
  const connectionId = idOf(await cleverTap(world));
  const made = await world.call("destinations.create", { id: sourceId, connectionId });
  const { items } = await world.call("sources.calls", { id: sourceId, limit: 1 });
  return { id: idOf(made), sourceId, callId: idOf((items as JsonObject[])[0] ?? {}) };
}

async function ofDestination(world: ApiWorld, more: JsonObject = {}): Promise<JsonObject> {
  return { id: (await destination(world)).id, ...more };
}

async function replay(world: ApiWorld): Promise<JsonObject> {
  const { id } = await destination(world);
  const made = await world.call("destinations.replays.create", { id, names: ["Item Added"] });
  return { id, replayId: idOf(made) };
}

async function shelved(world: ApiWorld): Promise<JsonObject> {
  const { id } = await destination(world);
  await world.refuseNewest(id);
  return { id };
}

/** One input for every operation of the API; the test of the OpenAPI document calls each with it. */
export const apiSamples: Record<string, Sample> = {
  "me.get": nothing,
  "account.get": nothingAsPerson,
  "account.update": { as: "person", input: () => ({ name: "New name" }) },
  "account.changePassword": {
    as: "person",
    input: ({ person }) => ({ current: person.password, next: person.password }),
  },
  "sessions.list": nothingAsPerson,
  "sessions.revokeOthers": nothingAsPerson,
  "sessions.revoke": {
    as: "person",
    input: async ({ openSession }) => ({ id: await openSession() }),
  },
  "workspaces.list": nothingAsPerson,
  "workspaces.create": { as: "person", input: () => ({ name: "Second shop" }) },
  "workspace.get": nothing,
  "workspace.update": { input: () => ({ name: "Renamed shop" }) },
  "members.list": nothing,
  "members.changeRole": { input: async (world) => ({ ...(await anotherMember(world)), role: "marketer" }) },
  "members.remove": { input: anotherMember },
  "invitations.list": nothing,
  "invitations.create": { input: () => ({ role: "marketer" }) },
  "invitations.accept": {
    as: "nobody",
    input: async (world) => ({
      token:
        String((await invitation(world)).path)
          .split("/")
          .at(-1) ?? "",
      name: "Somebody new",
      email: `${unique("new").toLowerCase()}@shop.example`,
      password: "a long enough password",
    }),
  },
  "invitations.revoke": { input: async (world) => ({ id: idOf(await invitation(world)) }) },
  "apiKeys.list": nothing,
  "apiKeys.create": { input: () => ({ name: "Nightly job", role: "marketer" }) },
  "apiKeys.revoke": {
    input: async (world) => ({
      id: idOf(await world.call("apiKeys.create", { name: "Old", role: "viewer" })),
    }),
  },
  "audit.list": { input: () => ({ limit: 5 }) },
  "audit.facets": nothing,

  "overview.get": nothing,

  "sources.list": nothing,
  "sources.create": { input: () => ({ name: "Shop, web", platform: "web" }) },
  "sources.get": { input: async (world) => ({ id: (await source(world)).id }) },
  "sources.update": {
    input: async (world) => ({ id: (await source(world)).id, name: "Renamed", enabled: false }),
  },
  "sources.archive": { input: async (world) => ({ id: (await source(world)).id }) },
  "sources.keys.list": { input: async (world) => ({ id: (await source(world)).id }) },
  "sources.keys.create": { input: async (world) => ({ id: (await source(world)).id, name: "Second" }) },
  "sources.keys.revoke": { input: writeKeyOf },
  "sources.calls": { input: async (world) => ({ id: (await events(world)).sourceId, limit: 5 }) },

  "events.names": { input: async (world) => ({ search: (await events(world)) && "Item", limit: 5 }) },
  "events.definition": definition,
  "events.samples": definition,
  "events.system": nothing,

  "people.list": { input: async (world) => ({ search: (await events(world)).userId, limit: 5 }) },
  "people.get": { input: person },
  "people.timeline": { input: person },

  "people.forget": { input: forgotten },
  "people.forgets.list": {
    input: async (world) => {
      const { personId = null } = await world.call("people.forget", await forgotten(world));
      return { personId };
    },
  },
  "people.forgets.get": {
    input: async (world) => ({ id: idOf(await world.call("people.forget", await forgotten(world))) }),
  },
  "people.forgets.retry": {
    input: async (world) => ({ id: idOf(await world.call("people.forget", await forgotten(world))) }),
  },

  "exports.create": { input: newExport },
  "exports.list": { input: async (world) => (await recurring(world)) && { perPage: 10 } },
  "exports.preview": { input: async (world) => (await events(world)) && newExport(world) },
  "exports.get": { input: recurring },
  "exports.edit": { input: async (world) => ({ ...(await recurring(world)), everyHours: 12 }) },
  "exports.stop": { input: recurring },
  "exports.stopPreview": { input: recurring },
  "exports.history": { input: recurring },
  "exports.runs": { input: async (world) => ({ id: idOf(await someRefusedRun(world)) }) },
  "exports.recentRuns": {
    input: async (world) => {
      const { id = null } = await someRefusedRun(world);
      const { connectionId = null } = await world.call("exports.get", { id });
      return { id: connectionId };
    },
  },
  "exports.run": { input: someRefusedRun },
  "exports.records": { input: someRefusedRun },
  "exports.retry": { input: refusedRun },
  "exports.sentOfPerson": {
    input: async (world) => {
      const run = await someRefusedRun(world);
      const { items } = await world.call("exports.records", { ...run, limit: 1 });
      return { id: idOf((items as JsonObject[])[0] ?? {}, "personId"), limit: 5 };
    },
  },
  "exports.rejectedCsv": { input: someRefusedRun },
  "exports.recordsCsv": {
    input: async (world) => ({ ...(await someRefusedRun(world)), verdict: "rejected" }),
  },

  "audiences.create": { input: () => ({ name: unique("Carts"), description: "Did not buy yet" }) },
  "audiences.list": {
    input: async (world) => (await calledAudience(world)) && { perPage: 10, sort: "size" },
  },
  "audiences.get": { input: calledAudience },
  "audiences.update": {
    input: async (world) => ({ id: (await audience(world)).id, name: unique("Renamed") }),
  },
  "audiences.delete": { input: calledAudience },
  "audiences.members": { input: calledAudience },
  "audiences.membersCsv": { input: calledAudience },
  "audiences.operations": { input: calledAudience },
  "audiences.sizes": { input: async (world) => ({ ...(await calledAudience(world)), range: "24h" }) },
  "audiences.keys.list": { input: async (world) => ({ id: (await audience(world)).id }) },
  "audiences.keys.create": { input: async (world) => ({ id: (await audience(world)).id }) },
  "audiences.keys.revoke": {
    input: async (world) => {
      const { id, keyId } = await audience(world);
      return { id, keyId };
    },
  },
  "audiences.history": { input: async (world) => ({ id: (await audience(world)).id }) },
  "audiences.csvPreview": { input: () => ({ text: "id;plan\ncust-1;gold\n", whole: true }) },
  "audiences.imports.create": {
    input: async (world) => ({
      ...(await csvAudience(world)),
      column: "id",
      fileName: "users.csv",
      file: "id,plan\ncust-1,gold\n",
    }),
  },
  "audiences.imports.list": { input: async (world) => ({ id: (await imported(world)).id ?? null }) },
  "audiences.imports.get": { input: imported },
  "audiences.imports.refusedCsv": { input: imported },
  "audiences.peoplePreview": {
    input: async (world) => (await events(world)) && { people: { did: { event: "Item Added" } } },
  },
  "audiences.imports.again": { input: importedFromStoryly },
  "audiences.takeAgain": {
    input: async (world) => {
      const made = await world.call("audiences.create", {
        name: unique("Recent"),
        origin: "people",
        people: { seenWithinDays: 30 },
      });
      return { id: idOf(made.audience as JsonObject) };
    },
  },
  "audiences.storyComponents": { input: () => ({ search: "poll" }) },

  "partners.list": nothing,
  "connections.list": {
    input: async (world) => {
      await connection(world);
      return { partner: "segment", limit: 5 };
    },
  },
  "connections.connect": {
    input: () => ({ partner: "segment", nickname: unique("Shop"), values: { writeKey: newToken("seg") } }),
  },
  "connections.testSettings": {
    input: () => ({ partner: "segment", values: { writeKey: newToken("seg") } }),
  },
  "connections.get": { input: ofConnection },
  "connections.history": { input: ofConnection },
  "connections.update": { input: (world) => ofConnection(world, { nickname: unique("Renamed") }) },
  "connections.test": { input: ofConnection },
  "connections.rotate": { input: (world) => ofConnection(world, { values: { writeKey: newToken("seg") } }) },
  "connections.audiences": { input: async (world) => ({ id: idOf(await storyly(world)) }) },
  "connections.uses": { input: ofConnection },
  "connections.disconnect": { input: ofConnection },

  "transfers.create": { input: sending },
  "transfers.list": { input: async (world) => ({ audienceId: (await sending(world)).audienceId ?? null }) },
  "transfers.get": { input: transfer },
  "transfers.edit": {
    input: async (world) => ({ ...(await transfer(world)), frequency: "recurring", everyHours: 4 }),
  },
  "transfers.stop": { input: transfer },
  "transfers.standing": { input: transfer },
  "transfers.reconcile": {
    input: async (world) => {
      const made = await transfer(world);
      await world.work();
      return made;
    },
  },
  "transfers.runs": { input: transfer },
  "transfers.members": { input: transfer },
  "transfers.audiencesOfPerson": { input: person },
  "transfers.history": { input: transfer },

  "destinations.list": { input: async (world) => ({ id: (await destination(world)).sourceId }) },
  "destinations.create": {
    input: async (world) => ({
      id: (await source(world)).id,
      connectionId: idOf(await cleverTap(world)),
      settings: { trackAnonymous: true },
      filterMode: "deny",
      eventNames: ["Noise"],
    }),
  },
  "destinations.fates": {
    input: async (world) => {
      const { sourceId, callId } = await destination(world);
      return { id: sourceId, calls: String(callId) };
    },
  },
  "destinations.get": { input: ofDestination },
  "destinations.update": {
    input: (world) => ofDestination(world, { name: unique("Renamed"), enabled: false }),
  },
  "destinations.remove": { input: ofDestination },
  "destinations.resume": { input: ofDestination },
  "destinations.pipeline": { input: (world) => ofDestination(world, { window: "24h" }) },
  "destinations.reasons": { input: (world) => ofDestination(world, { stage: "refused" }) },
  "destinations.samples": { input: async (world) => ({ ...(await shelved(world)), stage: "refused" }) },
  "destinations.exchange": {
    input: async (world) => {
      const { id, callId } = await destination(world);
      await world.refuseNewest(id);
      return { id, callId };
    },
  },
  "destinations.shelf": { input: async (world) => ({ ...(await shelved(world)), search: "CleverTap" }) },
  "destinations.retry": { input: async (world) => ({ ...(await shelved(world)), matching: {} }) },
  "destinations.discard": { input: async (world) => ({ ...(await shelved(world)), matching: {} }) },
  "destinations.replays.preview": { input: (world) => ofDestination(world, { names: ["Item Added"] }) },
  "destinations.replays.create": { input: (world) => ofDestination(world, { names: ["Item Added"] }) },
  "destinations.replays.list": { input: async (world) => ({ id: (await replay(world)).id ?? null }) },
  "destinations.replays.stop": { input: replay },
  "destinations.history": { input: ofDestination },

  "sandbox.accounts.list": nothing,
  "sandbox.messages.list": { input: async (world) => ({ id: idOf(await sandboxMessage(world)), limit: 5 }) },
  "sandbox.messages.get": { input: sandboxMessage },
  "sandbox.users.list": { input: (world) => ofConnection(world, { property: "Plan", value: "gold" }) },
  "sandbox.events.list": { input: (world) => ofConnection(world, { identity: "cust-1001" }) },
  "sandbox.audiences.list": { input: async (world) => ({ id: idOf(await storyly(world)) }) },
  "sandbox.faults.set": { input: (world) => ofConnection(world, { faults: { status: 429, everyNth: 2 } }) },
  "sandbox.messages.clear": { input: async (world) => ({ id: idOf(await sandboxMessage(world)) }) },
};
