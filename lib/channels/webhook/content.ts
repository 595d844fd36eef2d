import { z } from "zod";
import { keyValueLimits } from "../key-values.ts";
import { urlProblem } from "./url.ts";

const methods = ["POST", "PUT", "PATCH", "GET", "DELETE"] as const;
const MAX_BODY = 100_000;

const field = z.object({
  key: z.string().trim().max(keyValueLimits.keyChars),
  value: z.string().max(keyValueLimits.valueChars),
});

export const webhookDraft = z.object({
  method: z.enum(methods),
  url: z.string().trim().max(2_000, "At most 2,000 characters"),
  /** The value of a secret one is not here; it is given to the lane as a secret. */
  headers: z
    .array(
      z.object({
        name: z.string().trim().max(100),
        value: z.string().max(4_000),
        isSecret: z.boolean(),
      }),
    )
    .max(30, "At most 30 headers"),
  auth: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("basic"), user: z.string().max(200) }),
  ]),
  body: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("json"), text: z.string().max(MAX_BODY) }),
    z.object({ kind: z.literal("form"), fields: z.array(field).max(keyValueLimits.pairs) }),
  ]),
  /** What happens when no answer came and nobody knows whether the request arrived. */
  repeats: z.enum(["at_least_once", "at_most_once"]),
});
export type WebhookContent = z.output<typeof webhookDraft>;

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Said by the connection or by Junction itself. */
const ownHeaders = [
  ...["host", "content-length", "connection", "transfer-encoding", "upgrade", "keep-alive", "te", "trailer"],
  ...["expect", "idempotency-key", "user-agent"],
];

/** What is wrong with a body that says the same to everybody; with Liquid in it, each person's is looked at. */
function jsonProblem(text: string): string | null {
  if (text.trim() === "" || /\{[{%]/.test(text)) {
    return null;
  }
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : ""}`;
  }
}

function headerProblem(name: string, auth: WebhookContent["auth"]): string | null {
  if (name === "") {
    return "Fill this in";
  }
  if (!headerName.test(name)) {
    return "A header's name holds letters, digits and hyphens";
  }
  const lower = name.toLowerCase();
  if (ownHeaders.includes(lower)) {
    return `${name} is set by Junction`;
  }
  return lower === "authorization" && auth.kind === "basic" ? "It is set by Basic authentication" : null;
}

export const webhookContent = webhookDraft.superRefine(({ method, url, headers, auth, body }, context) => {
  const say = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  const problem = urlProblem(url);
  if (problem !== null) {
    say(["url"], problem);
  }
  const seen = new Set<string>();
  for (const [index, { name, value, isSecret }] of headers.entries()) {
    const wrong = headerProblem(name, auth) ?? (seen.has(name.toLowerCase()) ? "It stands here twice" : null);
    seen.add(name.toLowerCase());
    if (wrong !== null) {
      say(["headers", index, "name"], wrong);
    }
    if (!isSecret && value.trim() === "") {
      say(["headers", index, "value"], "Fill this in");
    }
    if (isSecret && value !== "") {
      say(["headers", index, "value"], "A secret does not stand in the content");
    }
  }
  if (auth.kind === "basic" && (auth.user === "" || auth.user.includes(":"))) {
    say(["auth", "user"], auth.user === "" ? "Fill this in" : "A user's name holds no colon");
  }
  if (body.kind !== "none" && method === "GET") {
    say(["body", "kind"], "A GET request has no body");
  }
  if (body.kind === "json" && body.text.trim() === "") {
    say(["body", "text"], "Fill this in");
  }
  for (const [index, { key }] of (body.kind === "form" ? body.fields : []).entries()) {
    if (key === "") {
      say(["body", "fields", index, "key"], "Fill this in");
    }
  }
});

/** What may be published. What was published before this was asked is sent all the same, and its people are told why not. */
export const newWebhookContent = webhookContent.superRefine(({ body }, context) => {
  const message = body.kind === "json" ? jsonProblem(body.text) : null;
  if (message !== null) {
    context.addIssue({ code: "custom", path: ["body", "text"], message });
  }
});

export const blankWebhook: WebhookContent = {
  method: "POST",
  url: "",
  headers: [],
  auth: { kind: "none" },
  body: { kind: "json", text: '{\n  "user": "{{ Profile.Identity }}"\n}' },
  repeats: "at_least_once",
};
