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
  "connections.update": { input: (world) => ofConnection(world, { nickname: unique("Renamed") }) },
  "connections.test": { input: ofConnection },
  "connections.rotate": { input: (world) => ofConnection(world, { values: { writeKey: newToken("seg") } }) },
  "connections.disconnect": { input: ofConnection },

  "sandbox.accounts.list": nothing,
  "sandbox.messages.list": { input: async (world) => ({ id: idOf(await sandboxMessage(world)), limit: 5 }) },
  "sandbox.messages.get": { input: sandboxMessage },
  "sandbox.faults.set": { input: (world) => ofConnection(world, { faults: { status: 429, everyNth: 2 } }) },
  "sandbox.messages.clear": { input: async (world) => ({ id: idOf(await sandboxMessage(world)) }) },
};
