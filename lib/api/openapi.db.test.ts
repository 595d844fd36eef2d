import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { IngestReply } from "../events/ingest-http.ts";
import { systemClock } from "../kernel/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { callApi } from "../testing/api-caller.ts";
import { apiSamples } from "../testing/api-samples.ts";
import { apiWorld, type Callers, placesOf } from "../testing/api-world.ts";
import { testDatabase } from "../testing/database.ts";
import { sender } from "../testing/ingest.ts";
import { testCtx } from "../testing/test-ctx.ts";
import { wrongInputs } from "../testing/wrong-inputs.ts";
import { ingestApi } from "./ingest-api.ts";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations.ts";

const document = openApiDocument(operations, ingestApi);
const all = placesOf(document);
const ingestPlaces = all.filter((place) => place.path in ingestApi.paths);
const places = all.filter((place) => !ingestPlaces.includes(place));
const database = testDatabase();
let sandbox: Sandbox;
let callers: Callers;

beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
  const base = await testCtx(database.db, {
    hosts: {
      JUNCTION_HOST_SEGMENT_US: sandbox.hostOf("segment"),
      JUNCTION_HOST_CLEVERTAP_EU1: sandbox.hostOf("clevertap"),
      JUNCTION_HOST_STORYLY: sandbox.hostOf("storyly"),
      JUNCTION_HOST_EVENTBRIDGE_EU_WEST_1: sandbox.hostOf("eventbridge"),
    },
  });
  callers = await apiWorld(
    { ...base, clock: systemClock, actor: { kind: "anonymous" }, workspaceId: "" },
    places,
  );
});
afterAll(async () => {
  await sandbox.stop();
});

/** A schema of the document as a zod schema, its references into the components included. */
function checkerOf(schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
}

const problemSchema = checkerOf({ $ref: "#/components/schemas/Problem" });

describe("the OpenAPI document", () => {
  it("describes every operation once, each under an address of its own", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(ingestPlaces.map((place) => `${place.method} ${place.path}`)).toEqual([
      "post /v1/identify",
      "post /v1/track",
      "post /v1/page",
      "post /v1/screen",
      "post /v1/group",
      "post /v1/alias",
      "post /v1/merge",
      "post /v1/batch",
    ]);
    expect(places.map((place) => place.operation.operationId).sort()).toEqual(Object.keys(operations).sort());
  });

  it("points only to what it holds", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      const [, kind, name] = reference.split("/");
      expect([
        reference,
        Object.keys((document.components as Record<string, object>)[kind ?? ""] ?? {}),
      ]).toEqual([reference, expect.arrayContaining([name])]);
    }
  });

  it("has a sample of every operation, so that none goes untested", () => {
    const missing = Object.keys(operations).filter((id) => !apiSamples[id]);
    expect(missing, "Give these operations a sample in lib/testing/api-samples.ts").toEqual([]);
  });
});

describe.each(places)("$operation.operationId ($method $path)", (place) => {
  const { operation } = place;
  const sample = apiSamples[operation.operationId];

  it("refuses strangers and wrong input by problem+json that names the field; then answers as its schema says", async () => {
    if (!sample) {
      throw new Error(`Give ${operation.operationId} a sample in lib/testing/api-samples.ts.`);
    }
    const ctx = callers[sample.as ?? "key"];
    const input = await sample.input(callers.world);
    if (sample.as !== "nobody") {
      const stranger = await callApi(callers.nobody, place, input);
      expect([stranger.status, stranger.contentType]).toEqual([401, "application/problem+json"]);
    }
    for (const { name, value } of wrongInputs(operation)) {
      const refused = await callApi(ctx, place, { ...input, [name]: value });
      expect([name, refused.status, refused.contentType, refused.text]).toEqual([
        name,
        422,
        "application/problem+json",
        expect.any(String),
      ]);
      const problem = problemSchema.parse(JSON.parse(refused.text)) as { problems?: { path: string }[] };
      const paths = (problem.problems ?? []).map(({ path }) => path.split(/[.[]/)[0]);
      expect(paths).toContain(name);
    }

    const answer = await callApi(ctx, place, input);
    const documented = operation.responses[String(answer.status)];
    expect([answer.status, answer.text.slice(0, 300), documented]).toEqual([
      answer.status,
      expect.any(String),
      expect.objectContaining({ description: expect.any(String) }),
    ]);
    expect(answer.status, answer.text).toBeLessThan(300);
    const content = documented && "content" in documented ? documented.content : undefined;
    const schema = content?.["application/json"]?.schema;
    if (schema) {
      checkerOf(schema).parse(JSON.parse(answer.text));
    }
    expect(answer.contentType.split(";")[0]).toBe(Object.keys(content ?? {})[0] ?? "");
  });
});

describe.each(ingestPlaces)("$operation.operationId ($method $path)", ({ path, operation }) => {
  const call = path.replace("/v1/", "");
  const schema = operation.requestBody?.content["application/json"]?.schema;

  /** The answer's status and text, checked against what is documented of it. */
  function documented(reply: IngestReply): [number, string] {
    const said = operation.responses[String(reply.status)];
    const response =
      said && "$ref" in said ? document.components.responses[said.$ref.split("/").at(-1) ?? ""] : said;
    const contentType = reply.headers["content-type"]?.split(";")[0] ?? "";
    expect(Object.keys(response?.content ?? {})).toEqual([contentType]);
    checkerOf(response?.content?.[contentType]?.schema ?? {}).parse(reply.body);
    expect(Object.keys(reply.headers)).toEqual(expect.arrayContaining(Object.keys(response?.headers ?? {})));
    return [reply.status, reply.body];
  }

  it("asks for a write key, refuses wrong input by a text that names the field, and takes its own example", async () => {
    expect(operation.servers).toEqual([{ url: "/" }]);
    expect(document.components.securitySchemes).toMatchObject({
      writeKey: { type: "http", scheme: "basic" },
    });
    expect(operation.security).toEqual([{ writeKey: [] }]);
    const [example = {}] = (schema?.examples ?? []) as JsonObject[];
    const { writeKey } = await callers.world.call("sources.create", { name: call, platform: "http" });
    const send = sender(callers.nobody, String((writeKey as JsonObject).key));
    expect(documented(await send(call, example, { key: null }))[0]).toBe(401);
    expect(documented(await send(call, example, { key: "wk_of_nobody" }))[0]).toBe(401);

    const wrong = wrongInputs(operation);
    expect(wrong.length).toBeGreaterThan(3);
    for (const { name, value } of wrong) {
      const reply = await send(call, { ...example, [name]: value });
      expect([name, ...documented(reply)]).toEqual([name, 400, expect.stringContaining(name)]);
      expect(reply.headers["x-junction-field"]).toBe(name);
    }
    const required = (schema?.required ?? []) as string[];
    for (const name of required) {
      const { [name]: _left, ...rest } = example;
      expect([name, documented(await send(call, rest))[0]]).toEqual([name, 400]);
    }
    expect(documented(await send(call, example))).toEqual([200, "OK"]);
  });
});
