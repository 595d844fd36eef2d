import type { z } from "zod";
import { type FaultCode, faultTable } from "../kernel/fault.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { type JsonSchema, jsonSchemaOf, type SharedSchemas } from "./json-schema.ts";
import type { Operation, Operations } from "./operation.ts";
import { problem } from "./problem.ts";

export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

export type Content = Record<string, { schema: JsonSchema }>;
export type DocumentedResponse = {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Content;
};

export type DocumentedOperation = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, DocumentedResponse | { $ref: string }>;
  /** where it is not that of the document */
  servers?: { url: string }[];
  security?: Record<string, string[]>[];
};

export type OpenApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  tags: { name: string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: {
    schemas: SharedSchemas;
    responses: Record<string, DocumentedResponse>;
    securitySchemes: Record<string, JsonObject>;
  };
};

/** What any call may be refused with. */
const commonFaults = Object.keys(faultTable) as FaultCode[];

const description =
  "Everything that Junction's screens do, for programs. Send an API key of the workspace (Settings > API keys) as " +
  "`Authorization: Bearer <key>`; it decides the workspace and the role. Lists come in pages: pass `nextCursor` as " +
  "`cursor` until it is null. Refused calls answer with problem+json (RFC 9457). Events come in below `/v1`, as " +
  "RudderStack's and Segment's SDKs send them, with the write key of a source.";

function pathNames(path: string): string[] {
  return [...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? "");
}

function parameter(name: string, place: "path" | "query", schema: JsonSchema, required: boolean): Parameter {
  const { description: words, ...rest } = schema;
  return {
    name,
    in: place,
    required,
    ...(typeof words === "string" && { description: words }),
    schema: rest,
  };
}

type SplitInput = { parameters: Parameter[]; body: JsonSchema | null; bodyRequired: boolean };

/** Divides an operation's input into what stands in the path, in the query and in the body. */
function splitInput(operation: Operation, input: JsonSchema): SplitInput {
  const properties = isJsonObject(input.properties) ? input.properties : {};
  const required = Array.isArray(input.required) ? input.required : [];
  const inPath = pathNames(operation.path);
  const schemaAt = (name: string): JsonSchema => {
    const schema = properties[name];
    return isJsonObject(schema) ? schema : {};
  };
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const parameters = inPath.map((name) => parameter(name, "path", schemaAt(name), true));
  if (operation.method === "GET" || operation.consumes === "csv") {
    const query = rest.map((name) => parameter(name, "query", schemaAt(name), required.includes(name)));
    return { parameters: [...parameters, ...query], body: null, bodyRequired: false };
  }
  if (rest.length === 0) {
    return { parameters, body: null, bodyRequired: false };
  }
  const bodyRequired = rest.filter((name) => required.includes(name));
  const { required: _all, properties: _each, ...more } = input;
  const body: JsonSchema = {
    ...more,
    properties: Object.fromEntries(rest.map((name) => [name, schemaAt(name)])),
    ...(bodyRequired.length > 0 && { required: bodyRequired }),
  };
  return { parameters, body, bodyRequired: bodyRequired.length > 0 };
}

function success(
  id: string,
  operation: Operation,
  shared: SharedSchemas,
): Record<string, DocumentedResponse> {
  const status = String(operation.status ?? 200);
  if (operation.status === 204) {
    return { [status]: { description: "Done" } };
  }
  if (operation.produces === "csv") {
    return {
      [status]: { description: "Text in CSV", content: { "text/csv": { schema: { type: "string" } } } },
    };
  }
  const schema = jsonSchemaOf(operation.output as z.ZodType, "output", `${id}.output`, shared);
  return { [status]: { description: "Success", content: { "application/json": { schema } } } };
}

function documented(id: string, operation: Operation, shared: SharedSchemas): DocumentedOperation {
  const input = jsonSchemaOf(operation.input, "input", `${id}.input`, shared);
  const { parameters, body, bodyRequired } = splitInput(operation, input);
  return {
    operationId: id,
    summary: operation.summary,
    tags: [operation.tag],
    parameters,
    ...(operation.consumes === "csv" && {
      requestBody: { required: true, content: { "text/csv": { schema: { type: "string" } } } },
    }),
    ...(body && {
      requestBody: { required: bodyRequired, content: { "application/json": { schema: body } } },
    }),
    responses: {
      ...success(id, operation, shared),
      ...Object.fromEntries(
        commonFaults.map((code) => [
          String(faultTable[code].status),
          { $ref: `#/components/responses/${code}` },
        ]),
      ),
    },
  };
}

/** What stands in the document beside the operations: an API of another shape, under an address of its own. */
export type OtherApi = {
  paths: OpenApiDocument["paths"];
  responses: Record<string, DocumentedResponse>;
  securitySchemes: Record<string, JsonObject>;
};

function tagsOf(paths: OpenApiDocument["paths"]): string[] {
  const all = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(({ tags }) => tags));
  return [...new Set(all)].sort();
}

/** The OpenAPI 3.1 document of these operations, which are below `/api/v1`, and of others. */
export function openApiDocument(operations: Operations, ...others: OtherApi[]): OpenApiDocument {
  const schemas: SharedSchemas = {};
  schemas.Problem = jsonSchemaOf(problem, "output", "Problem", schemas);
  const together = <Part extends keyof OtherApi>(part: Part): OtherApi[Part] =>
    Object.assign({}, ...others.map((other) => other[part]));
  const paths: OpenApiDocument["paths"] = together("paths");
  for (const [id, operation] of Object.entries(operations)) {
    const path = operation.path.replace(/:([a-zA-Z]+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][operation.method.toLowerCase()] = documented(id, operation, schemas);
  }
  const refused = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return {
    openapi: "3.1.0",
    info: { title: "Junction", version: "1", description },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }],
    tags: tagsOf(paths).map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: {
        ...Object.fromEntries(
          commonFaults.map((code) => [code, { description: faultTable[code].title, content: refused }]),
        ),
        ...together("responses"),
      },
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" }, ...together("securitySchemes") },
    },
  };
}
