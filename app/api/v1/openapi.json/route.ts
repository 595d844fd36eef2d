import { ingestApi } from "@/lib/api/ingest-api.ts";
import { openApiDocument } from "@/lib/api/openapi.ts";
import { operations } from "@/lib/api/operations.ts";
import { triggerApi } from "@/lib/api/trigger-api.ts";

let text: string | undefined;

/** The document holds nothing of a workspace, so anybody may read it. It changes only with the code. */
export function GET(): Response {
  text ??= JSON.stringify(openApiDocument(operations, ingestApi, triggerApi));
  return new Response(text, {
    headers: {
      "content-type": "application/json",
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
    },
  });
}
