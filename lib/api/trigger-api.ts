import { triggerAnswer, triggerBodies, triggerExamples, triggerFailure } from "../campaigns/external/wire.ts";
import type { Json } from "../kernel/json.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import type { DocumentedOperation, OtherApi } from "./openapi.ts";

const summaries = {
  "1": "Trigger a campaign for one or many people",
  "2": "Trigger up to five campaigns for one or many people",
} as const;

/** Why a call is refused as a whole, by status; nothing of it is queued. */
const refusals: Record<string, string> = {
  400: "The body or the Idempotency-Key breaks a rule",
  401: "No API key, one that is unknown or revoked, or one of another account",
  403: "The API key's role is Viewer; it needs Marketer or Admin",
  404: "No published campaign has this Campaign ID, or it is not qualified by External Trigger",
  405: "Another method than POST",
  409: "The Idempotency-Key was used with another body",
  413: "Larger than 2 MB, or an ExternalTrigger of more than 128 KB",
  415: "Another media type than application/json, or an encoding other than gzip, deflate and br",
  429: "Too many calls of this account at once (JUNCTION_TRIGGER_CALLS, 64 unless set)",
  503: "Cannot be queued at the moment; send it again, best with the same Idempotency-Key",
};

const retryAfter = { "retry-after": { description: "Seconds", schema: { type: "string" as const } } };
const headersOf = (status: string) => (status === "429" || status === "503" ? { headers: retryAfter } : {});

function documented(version: keyof typeof triggerBodies): DocumentedOperation {
  const id = `trigger.v${version}`;
  const schema = jsonSchemaOf(triggerBodies[version], "input", `${id}.input`, {});
  return {
    operationId: id,
    summary: summaries[version],
    tags: ["External Trigger"],
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }, { passcode: [], account: [] }],
    parameters: [],
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: { ...schema, examples: [triggerExamples[version] as Json] } },
      },
    },
    responses: {
      200: {
        description:
          "Written down: test `status`. With the header Idempotency-Key (up to 255 characters, kept for 30 days) a repeated call gets the first answer, with the header `Idempotent-Replayed: true`, and queues nothing.",
        content: {
          "application/json": { schema: jsonSchemaOf(triggerAnswer, "output", `${id}.output`, {}) },
        },
      },
      ...Object.fromEntries(
        Object.keys(refusals).map((status) => [status, { $ref: `#/components/responses/trigger-${status}` }]),
      ),
    },
  };
}

/** The endpoints of External Trigger as their document says them: CleverTap's contract (contracts §2). */
export const triggerApi: OtherApi = {
  paths: {
    "/1/send/externaltrigger.json": { post: documented("1") },
    "/2/send/externaltrigger.json": { post: documented("2") },
  },
  responses: Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      `trigger-${status}`,
      {
        description,
        ...headersOf(status),
        content: {
          "application/json": { schema: jsonSchemaOf(triggerFailure, "output", "trigger.failure", {}) },
        },
      },
    ]),
  ),
  securitySchemes: {
    passcode: {
      ...{ type: "apiKey", in: "header", name: "X-CleverTap-Passcode" },
      description: "An API key of this workspace, where CleverTap's clients send their passcode.",
    },
    account: {
      ...{ type: "apiKey", in: "header", name: "X-CleverTap-Account-Id" },
      description: "The workspace's ID, as Settings › API keys shows it. Sent with the passcode.",
    },
  },
};
