import { setUp } from "../access/set-up.ts";
import { identifyKey } from "../access/verbs/identify-key.ts";
import { identifySession } from "../access/verbs/identify-session.ts";
import { signIn } from "../access/verbs/sign-in.ts";
import type { DocumentedOperation, OpenApiDocument } from "../api/openapi.ts";
import type { Ctx } from "../context.ts";
import { eventTickers } from "../events/tickers.ts";
import { newToken } from "../kernel/ids.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { callApi } from "./api-caller.ts";
import type { ApiWorld } from "./api-objects.ts";
import { refuseNewest } from "./destination-books.ts";
import { sender } from "./ingest.ts";
import { usersSender } from "./send-users.ts";
import { triggerCaller } from "./trigger-caller.ts";
import { workCampaigns } from "./work-campaigns.ts";
import { workExports } from "./work-exports.ts";
import { workImports, workListImports } from "./work-imports.ts";
import { workTransfers } from "./work-transfers.ts";

export type Place = { path: string; method: string; operation: DocumentedOperation };

/** Every operation of a document with where it is. */
export function placesOf(document: OpenApiDocument): Place[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

async function workEverything(base: Ctx): Promise<void> {
  const system: Ctx = { ...base, actor: { kind: "system", name: "Junction" } };
  const run = { signal: new AbortController().signal, workerId: "test-worker", attempt: 1 };
  for (const ticker of eventTickers) {
    while (await ticker.tick(system, run)) {}
  }
  await workExports(system);
  await workImports(system);
  await workListImports(system);
  await workTransfers(system);
}

export type Callers = { key: Ctx; person: Ctx; nobody: Ctx; world: ApiWorld };

/** An installation set up as on its first run: an Admin API key, an Admin who is signed in, and nobody (`base`). */
export async function apiWorld(base: Ctx, places: Place[]): Promise<Callers> {
  const person = {
    email: `${newToken("admin").toLowerCase()}@shop.example`,
    password: "a long enough password",
  };
  const apiKey = newToken("jk");
  const { workspaceId } = await setUp(base, { ...person, workspaceName: "Shop", demo: false, apiKey });
  const program = await identifyKey(base, { key: apiKey });
  const openSession = async () => (await signIn(base, { ...person })).sessionId;
  const sessionId = await openSession();
  const identified = await identifySession(base, { sessionId });
  if (!identified) {
    throw new Error("The session that was just opened is not known.");
  }
  const key: Ctx = { ...base, ...program };
  const asPerson: Ctx = { ...base, workspaceId, actor: { ...identified.actor, role: "admin" } };
  const caller = (ctx: Ctx) => async (id: string, input: JsonObject) => {
    const place = places.find(({ operation }) => operation.operationId === id);
    if (!place) {
      throw new Error(`There is no operation ${id}.`);
    }
    const answer = await callApi(ctx, place, input);
    if (answer.status >= 300) {
      throw new Error(`${id} answered ${answer.status}: ${answer.text}`);
    }
    const body: unknown = answer.text === "" ? {} : JSON.parse(answer.text);
    return isJsonObject(body) ? body : {};
  };
  const sendUsers = usersSender(base);
  const world: ApiWorld = {
    person,
    openSession,
    call: caller(key),
    callAsNobody: caller(base),
    sendCalls: async (writeKey, batch) => {
      const reply = await sender(base, writeKey)("batch", { batch });
      if (reply.status !== 200) {
        throw new Error(`The batch was answered ${reply.status}: ${reply.body}`);
      }
    },
    sendUsers: async (audienceKey, body) => {
      await sendUsers(audienceKey, body);
    },
    work: async () => {
      await workEverything(base);
      await workCampaigns({ ...base, workspaceId, actor: { kind: "system", name: "Junction" } });
    },
    trigger: async (number) => {
      const trigger = await triggerCaller({ ...base, workspaceId });
      const { body } = await trigger({ to: { identity: ["cust-1001"] }, campaign_id: number });
      return body.receipt;
    },
    refuseNewest: (id) => refuseNewest(base.db, String(id)),
  };
  return { key, person: asPerson, nobody: base, world };
}
