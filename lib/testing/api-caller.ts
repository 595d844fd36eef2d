import { dispatch } from "../api/dispatch.ts";
import type { DocumentedOperation } from "../api/openapi.ts";
import { problemOf } from "../api/problem.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";

export type ApiAnswer = { status: number; contentType: string; text: string };

/** Builds the request that the document describes for this input, and sends it through the API's dispatch. */
export async function callApi(
  ctx: Ctx,
  place: { path: string; method: string; operation: DocumentedOperation },
  input: JsonObject,
): Promise<ApiAnswer> {
  const rest = { ...input };
  const query = new URLSearchParams();
  let path = place.path;
  for (const parameter of place.operation.parameters) {
    const value = rest[parameter.name];
    delete rest[parameter.name];
    if (parameter.in === "path") {
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(String(value)));
    } else {
      for (const one of value === undefined ? [] : Array.isArray(value) ? value : [value]) {
        query.append(parameter.name, String(one));
      }
    }
  }
  const withBody = place.operation.requestBody !== undefined;
  const isFile = place.operation.requestBody?.content["text/csv"] !== undefined;
  const request = new Request(`http://junction.test/api/v1${path}?${query}`, {
    method: place.method.toUpperCase(),
    ...(withBody && {
      body: isFile ? String(rest.file) : JSON.stringify(rest),
      headers: { "content-type": isFile ? "text/csv" : "application/json" },
    }),
  });
  const response = await dispatch(request, async () => ctx).catch((error: unknown) => {
    if (error instanceof Fault) {
      const { status, headers, body } = problemOf(error);
      return Response.json(body, { status, headers });
    }
    throw error;
  });
  return {
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
}
