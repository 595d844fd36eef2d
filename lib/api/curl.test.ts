import { describe, expect, it } from "vitest";
import { z } from "zod";
import { wireExamples } from "../events/wire.ts";
import { curlOf } from "./curl.ts";
import { example, fieldLines, typeWords } from "./example.ts";
import { ingestApi } from "./ingest-api.ts";
import { openApiDocument } from "./openapi.ts";
import { operation } from "./operation.ts";

const document = openApiDocument({
  "shoes.edit": operation({
    method: "PATCH",
    path: "/shoes/:id",
    summary: "Change a shoe",
    tag: "Shoes",
    input: z.object({ id: z.uuid(), name: z.string(), note: z.string().optional() }),
    output: z.object({ id: z.string(), sizes: z.array(z.object({ eu: z.number() })) }),
  }),
  "shoes.list": operation({
    method: "GET",
    path: "/shoes",
    summary: "Shoes",
    tag: "Shoes",
    input: z.object({
      kind: z.enum(["boot", "sandal"]).describe("Which"),
      limit: z.coerce.number().default(20),
    }),
    output: z.object({ items: z.array(z.object({ id: z.string() })), more: z.json() }),
  }),
});
const place = (path: string, method: string) => {
  const found = document.paths[path]?.[method];
  if (!found) {
    throw new Error(`${method} ${path} is not documented`);
  }
  return { baseUrl: "https://junction.example", path, method, operation: found };
};

describe("the example calls of the API", () => {
  it("name address, key and what the body needs", () => {
    expect(curlOf(place("/shoes/{id}", "patch"), document.components.schemas)).toBe(
      [
        "curl -X PATCH 'https://junction.example/api/v1/shoes/019a8f3e-5b1c-7d2a-9c40-2f6c1f0e7a11'",
        `-H "Authorization: Bearer $JUNCTION_API_KEY"`,
        "-H 'Content-Type: application/json'",
        `-d '{\n  "name": "text"\n}'`,
      ].join(" \\\n  "),
    );
    expect(curlOf(place("/shoes", "get"), document.components.schemas)).toContain("/shoes?kind=boot'");
  });

  it("send events to the server's root with a write key, and the example that the document gives", () => {
    const track = ingestApi.paths["/v1/track"]?.post;
    if (!track) {
      throw new Error("POST /v1/track is not documented");
    }
    const given = {
      baseUrl: "https://junction.example",
      path: "/v1/track",
      method: "post",
      operation: track,
    };
    const lines = curlOf(given, {}).split(" \\\n  ");
    expect(lines.slice(0, 2)).toEqual([
      "curl -X POST 'https://junction.example/v1/track'",
      `-u "$JUNCTION_WRITE_KEY:"`,
    ]);
    expect(JSON.parse(lines.at(-1)?.slice(4, -1) ?? "")).toEqual(wireExamples.track);
    const body = track.requestBody?.content["application/json"]?.schema;
    expect(fieldLines(body, {}).find((line) => line.path === "userId")?.type).toBe(
      "string or number or null",
    );
  });

  it("keep text with quotes inside the shell's quotes", () => {
    const schema = { type: "object", properties: { a: { const: "it's" } }, required: ["a"] };
    const quote = place("/shoes/{id}", "patch");
    const operation = {
      ...quote.operation,
      requestBody: { required: true, content: { "application/json": { schema } } },
    };
    expect(curlOf({ ...quote, operation }, {})).toContain(`"it'\\''s"`);
  });
});

describe("the words for a schema", () => {
  it("tell types, choices and lists", () => {
    const shared = document.components.schemas;
    expect(typeWords({ type: "string", format: "uuid" }, shared)).toBe("string (uuid)");
    expect(typeWords({ anyOf: [{ type: "number" }, { type: "null" }] }, shared)).toBe("number or null");
    expect(typeWords({ enum: ["a", "b"] }, shared)).toBe('"a" or "b"');
    expect(typeWords({ type: ["string", "null"] }, shared)).toBe("string or null");
    expect(typeWords({ type: "array", items: { type: "object" } }, shared)).toBe("list of object");
  });

  it("list the fields of an answer with those inside them, and end on schemas that hold themselves", () => {
    const list = place("/shoes", "get").operation.responses["200"];
    const schema = list && "content" in list ? list.content?.["application/json"]?.schema : undefined;
    expect(fieldLines(schema, document.components.schemas).map((line) => line.path)).toEqual([
      "items",
      "items[].id",
      "more",
    ]);
    expect(example(schema, document.components.schemas)).toEqual({ items: [{ id: "text" }], more: "text" });
  });
});
