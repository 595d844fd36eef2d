import type { z } from "zod";
import type { Ctx } from "../context.ts";
import { bodyText } from "../http/body-text.ts";
import { Fault } from "../kernel/fault.ts";
import { isDeeperThan, isJsonObject, type JsonObject } from "../kernel/json.ts";
import { parse } from "../kernel/parse.ts";
import { handlers } from "./handlers.ts";
import type { Operation, Upload } from "./operation.ts";
import { operations } from "./operations.ts";
import { blamedOnText } from "./unstorable-text.ts";

const MAX_BODY_BYTES = 1_000_000;
/** Events have up to 200, and stand in the calls that look at them. */
const MAX_LEVELS = 250;

type Route = { id: string; operation: Operation; pattern: RegExp; names: string[] };

const routes: Route[] = Object.entries<Operation>(operations).map(([id, operation]) => ({
  id,
  operation,
  pattern: new RegExp(`^${operation.path.replace(/:[a-zA-Z]+/g, "([^/]+)")}$`),
  names: [...operation.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? ""),
}));

function find(method: string, path: string): { route: Route; params: JsonObject } {
  const matching = routes.filter((route) => route.pattern.test(path));
  // A fixed path wins over one with parameters (`/exports/preview` over `/exports/:id`).
  const route = matching
    .filter((candidate) => candidate.operation.method === method)
    .sort((a, b) => a.names.length - b.names.length)[0];
  if (!route) {
    throw matching.length > 0
      ? new Fault(
          "not_found",
          `${method} is not possible here; use ${matching.map((m) => m.operation.method).join(", ")}.`,
        )
      : new Fault("not_found", "There is no such address in the API.");
  }
  const values = route.pattern.exec(path)?.slice(1) ?? [];
  const params: JsonObject = {};
  route.names.forEach((name, index) => {
    params[name] = decoded(name, values[index] ?? "");
  });
  return { route, params };
}

function pathOf(url: URL): string {
  return url.pathname.replace(/^\/api\/v1/, "");
}

/** The pattern that a request's address fits, for example `/api/v1/exports/:id`; for metrics. */
export function routeOf(request: Request): string {
  const path = pathOf(new URL(request.url));
  const matching = routes.filter(({ pattern }) => pattern.test(path));
  const [route] = matching.sort((a, b) => a.names.length - b.names.length);
  return route ? `/api/v1${route.operation.path}` : "/api/v1/*";
}

function decoded(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    const message = "not a valid part of an address";
    throw new Fault("invalid", `${name}: ${message}`, {
      cause,
      problems: [{ path: name, field: name, message }],
    });
  }
}

function queryOf(url: URL): JsonObject {
  const query: JsonObject = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return query;
}

/** What is nested without end would end whoever reads it by calling themselves. */
function refuseDeep(body: JsonObject): void {
  const [field] = Object.entries(body).find(([, value]) => isDeeperThan(value, MAX_LEVELS)) ?? [];
  if (field !== undefined) {
    const message = `nested deeper than ${MAX_LEVELS} levels`;
    throw new Fault("invalid", `${field}: ${message}`, { problems: [{ path: field, field, message }] });
  }
}

async function bodyOf(request: Request): Promise<JsonObject> {
  const text = await bodyText(request, MAX_BODY_BYTES);
  if (text === "") {
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault("invalid", "body: not JSON", {
      cause,
      problems: [{ path: "", field: "body", message: "not JSON" }],
    });
  }
  if (!isJsonObject(value)) {
    throw new Fault("invalid", "body: must be a JSON object");
  }
  refuseDeep(value);
  return value;
}

function uploadOf(request: Request): Upload {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (!["identity", "gzip", "x-gzip"].includes(encoding)) {
    throw new Fault("invalid", "content-encoding: use gzip or none", {
      problems: [{ path: "content-encoding", field: "content-encoding", message: "use gzip or none" }],
    });
  }
  const announced = request.headers.get("content-length");
  return {
    pieces: (request.body ?? []) as AsyncIterable<Uint8Array>,
    announced: announced === null ? null : Number(announced),
    gzip: encoding !== "identity",
    gone: request.signal,
  };
}

/** Answers a request below `/api/v1` by the operation that it names. Throws Faults for its caller to turn into problem+json. */
export async function dispatch(request: Request, context: () => Promise<Ctx>): Promise<Response> {
  const url = new URL(request.url);
  const { route, params } = find(request.method, pathOf(url));
  const { operation } = route;
  const isFile = operation.consumes === "csv";
  const given = isFile || operation.method === "GET" ? queryOf(url) : await bodyOf(request);
  const ctx = { ...(await context()), gone: request.signal };
  const input = parse(operation.input, { ...given, ...params });
  const run = (handlers as Record<string, (ctx: Ctx, input: unknown, upload?: Upload) => Promise<unknown>>)[
    route.id
  ];
  if (!run) {
    throw new Error(`No handler for the operation ${route.id}`);
  }
  const output = await run(ctx, input, isFile ? uploadOf(request) : undefined).catch((error: unknown) => {
    throw blamedOnText(input, error);
  });
  if (operation.produces === "csv") {
    return csvResponse(output as AsyncIterable<string>);
  }
  if (operation.status === 204) {
    return new Response(null, { status: 204 });
  }
  // An answer that does not fit its schema is our mistake, never the caller's: it must not become a Fault.
  return Response.json((operation.output as z.ZodType).parse(output), {
    status: operation.status ?? 200,
    headers: { "cache-control": "no-store" },
  });
}

function csvResponse(pieces: AsyncIterable<string>): Response {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done) {
        controller.close();
      } else {
        controller.enqueue(encoder.encode(next.value));
      }
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
  return new Response(stream, {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": "attachment" },
  });
}
