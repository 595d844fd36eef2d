import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../kernel/clock.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { callApi } from "../testing/api-caller.ts";
import { apiSamples } from "../testing/api-samples.ts";
import { apiWorld, type Callers, placesOf } from "../testing/api-world.ts";
import { testDatabase } from "../testing/database.ts";
import { testCtx } from "../testing/test-ctx.ts";
import { strangeInputs } from "../testing/wrong-inputs.ts";
import { ingestApi } from "./ingest-api.ts";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations.ts";

const places = placesOf(openApiDocument(operations, ingestApi));
const lists = places.filter(({ method }) => method === "get");
const database = testDatabase();
let sandbox: Sandbox;
let callers: Callers;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
  const hosts = {
    JUNCTION_HOST_SEGMENT_US: sandbox.hostOf("segment"),
    JUNCTION_HOST_CLEVERTAP_EU1: sandbox.hostOf("clevertap"),
    JUNCTION_HOST_STORYLY: sandbox.hostOf("storyly"),
    JUNCTION_HOST_EVENTBRIDGE_EU_WEST_1: sandbox.hostOf("eventbridge"),
  };
  const base = await testCtx(database.db, { hosts });
  const ctx = { ...base, clock: systemClock, actor: { kind: "anonymous" as const }, workspaceId: "" };
  callers = await apiWorld(ctx, places);
});
afterAll(() => sandbox.stop());

it.each(lists)(
  "$operation.operationId takes strange texts for what they say, or refuses them by name",
  async (place) => {
    const sample = apiSamples[place.operation.operationId];
    const input = (await sample?.input(callers.world)) ?? {};
    for (const { name, value } of strangeInputs(place.operation)) {
      const { status, text } = await callApi(callers.key, place, { ...input, [name]: value });
      // A name that nothing has is none to be found.
      if (status !== 200 && status !== 404) {
        const { problems } = JSON.parse(text) as { problems?: { field: string }[] };
        expect([name, value, status, problems?.[0]?.field]).toEqual([name, value, 422, name]);
      }
    }
  },
);

it.each([
  ["connections.connect", { nickname: "a\0b" }, "nickname"],
  ["connections.update", { nickname: "a\0b" }, "nickname"],
  ["audiences.imports.create", { fileName: "a\0b" }, "fileName"],
  ["audiences.imports.create", { column: "a\0b" }, "column"],
  ["transfers.create", { values: { keyTitle: "a\ud800" } }, "values.keyTitle"],
  ["exports.create", { dataType: "selected", eventNames: ["Seen", "a\0b"] }, "eventNames[1]"],
])("%s with %j is refused by the name of the field", async (id, more, path) => {
  const place = places.find(({ operation }) => operation.operationId === id);
  const input = (await apiSamples[id]?.input(callers.world)) ?? {};
  const { status, text } = await callApi(callers.key, place as (typeof places)[number], {
    ...input,
    ...more,
  });
  expect([status, JSON.parse(text).problems]).toMatchObject([422, [{ path }]]);
});
