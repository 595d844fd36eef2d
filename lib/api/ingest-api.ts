import { wireBodies, wireExamples } from "../events/wire.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import type { DocumentedOperation, OtherApi } from "./openapi.ts";

const summaries: Record<keyof typeof wireBodies, string> = {
  identify: "Who somebody is: their traits become properties of the person",
  track: "What somebody did",
  page: "A page that somebody saw",
  screen: "A screen of an app that somebody saw",
  group: "A company or group that somebody belongs to",
  alias: "Another id of somebody: two become one person",
  merge: "Further identifiers of somebody: all who had them become one person",
  batch: "Many calls at once; one that is wrong costs none of the others",
};

const text = { "text/plain": { schema: { type: "string" } } };

/** Why a call is refused, by status; the text is RudderStack's where it has one. */
const refusals: Record<string, string> = {
  400: "The body breaks a rule; nothing of it is stored",
  401: "No write key, or one that is unknown or revoked",
  404: "The source is disabled",
  413: "Larger than 32 KB a call or 4 MB a body",
  415: "A content-encoding other than gzip, deflate and br",
  503: "Cannot be stored at the moment; send it again",
};

function documented(call: keyof typeof wireBodies): DocumentedOperation {
  const schema = jsonSchemaOf(wireBodies[call], "input", `ingest.${call}`, {});
  return {
    operationId: `ingest.${call}`,
    summary: summaries[call],
    tags: ["Sending events"],
    servers: [{ url: "/" }],
    security: [{ writeKey: [] }],
    parameters: [],
    requestBody: {
      required: true,
      content: { "application/json": { schema: { ...schema, examples: [wireExamples[call]] } } },
    },
    responses: {
      200: {
        description: "Stored",
        content: { "text/plain": { schema: { type: "string", const: "OK" } } },
      },
      ...Object.fromEntries(
        Object.keys(refusals).map((status) => [status, { $ref: `#/components/responses/ingest-${status}` }]),
      ),
    },
  };
}

/** The endpoint of events, `/v1/*`, as its document says it: the contract of RudderStack's and Segment's SDKs. */
export const ingestApi: OtherApi = {
  paths: Object.fromEntries(
    (Object.keys(wireBodies) as (keyof typeof wireBodies)[]).map((call) => [
      `/v1/${call}`,
      { post: documented(call) },
    ]),
  ),
  responses: Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      `ingest-${status}`,
      {
        description,
        headers: { "x-junction-field": { description: "The field to blame", schema: { type: "string" } } },
        content: text,
      },
    ]),
  ),
  securitySchemes: {
    writeKey: {
      type: "http",
      scheme: "basic",
      description:
        "The write key of a source as user name, with an empty password. Without this header, `writeKey` in the body counts.",
    },
  },
};
