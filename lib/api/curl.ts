import { example } from "./example.ts";
import type { SharedSchemas } from "./json-schema.ts";
import type { DocumentedOperation } from "./openapi.ts";

/** Text inside single quotes of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A call of an operation to paste into a shell; the key is read from `JUNCTION_API_KEY` or `JUNCTION_WRITE_KEY`. */
export function curlOf(
  place: { baseUrl: string; path: string; method: string; operation: DocumentedOperation },
  shared: SharedSchemas,
): string {
  const { operation, method } = place;
  const values = operation.parameters.filter((parameter) => parameter.in === "path" || parameter.required);
  let path = place.path;
  const query = new URLSearchParams();
  for (const parameter of values) {
    const value = String(example(parameter.schema, shared));
    if (parameter.in === "path") {
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    } else {
      query.set(parameter.name, value);
    }
  }
  const search = query.size > 0 ? `?${query}` : "";
  const above = (operation.servers?.[0]?.url ?? "/api/v1").replace(/\/$/, "");
  const byWriteKey = operation.security?.some((scheme) => "writeKey" in scheme);
  const lines = [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${quoted(`${place.baseUrl}${above}${path}${search}`)}`,
    byWriteKey ? `-u "$JUNCTION_WRITE_KEY:"` : `-H "Authorization: Bearer $JUNCTION_API_KEY"`,
  ];
  const body = operation.requestBody?.content["application/json"]?.schema;
  if (body) {
    lines.push(`-H 'Content-Type: application/json'`);
    lines.push(
      `-d ${quoted(JSON.stringify(example(body, shared, operation.requestBody?.required), null, 2))}`,
    );
  }
  if (operation.requestBody?.content["text/csv"]) {
    lines.push("-H 'Content-Type: text/csv'", "--data-binary @users.csv");
  }
  return lines.join(" \\\n  ");
}
