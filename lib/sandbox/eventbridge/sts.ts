import { createHash, randomUUID } from "node:crypto";
import { sandboxAccount } from "../account.ts";
import type { SandboxAnswer, SandboxCall, SandboxReading } from "../kit.ts";
import { parseObject } from "../parse-object.ts";
import { signerOf } from "./signature.ts";

const XMLNS = "https://sts.amazonaws.com/doc/2011-06-15/";
const xml = (status: number, body: string): SandboxAnswer => ({
  status,
  headers: { "content-type": "text/xml" },
  body,
});
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function stsProblem(status: number, code: string, message: string): SandboxAnswer {
  return xml(
    status,
    `<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/;

/** A session token says itself whose it is and when it ends: the sandbox keeps no sessions. */
const tokenOf = (role: string, until: Date) =>
  Buffer.from(JSON.stringify({ role, until: until.toISOString() })).toString("base64url");

export type Session = { role: string; hasEnded: boolean };

/** Whose credentials a session token belongs to; null where it is none of the sandbox's. */
export function sessionOf(token: string, now: Date): Session | null {
  const { role, until } = parseObject(Buffer.from(token, "base64url")) ?? {};
  return typeof role === "string" && typeof until === "string"
    ? { role, hasEnded: !(new Date(until) > now) }
    : null;
}

/** The access key ID of a role's temporary credentials. */
export function temporaryKeyId(role: string): string {
  return `ASIA${createHash("sha256").update(role).digest("hex").slice(0, 16).toUpperCase()}`;
}

/**
 * Whether a role's trust policy lets somebody in. Rules of the sandbox alone, so that each answer can be shown: a role whose
 * name begins with "refused" trusts nobody, and one named "external-<id>" asks for that external ID.
 */
function trusts(name: string, externalId: string): boolean {
  const wanted = /^external-(.+)$/.exec(name)?.[1];
  return !name.startsWith("refused") && (wanted === undefined || wanted === externalId);
}

function assumed(role: string, sessionName: string, seconds: number): SandboxAnswer {
  const until = new Date(Date.now() + seconds * 1_000);
  const [, account = "", name = ""] = ROLE.exec(role) ?? [];
  const user = `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`;
  const secret = createHash("sha256").update(`secret of ${role}`).digest("base64").slice(0, 40);
  return xml(
    200,
    `<AssumeRoleResponse xmlns="${XMLNS}"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>AROA${account}:${escaped(sessionName)}</AssumedRoleId><Arn>${escaped(user)}</Arn></AssumedRoleUser><Credentials><AccessKeyId>${temporaryKeyId(role)}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${tokenOf(role, until)}</SessionToken><Expiration>${until.toISOString()}</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></AssumeRoleResponse>`,
  );
}

/** AssumeRole of AWS STS, the one operation of it that is played; the account is the role. */
export function readSts(call: SandboxCall): SandboxReading {
  const refused = (status: number, code: string, message: string): SandboxReading => ({
    kind: "refused",
    account: null,
    answer: stsProblem(status, code, message),
  });
  const form = new URLSearchParams(call.body.toString());
  if (call.method !== "POST" || form.get("Action") !== "AssumeRole") {
    return refused(400, "InvalidAction", "only AssumeRole is played");
  }
  const signed = signerOf(call, "sts");
  if (!signed) {
    return refused(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  }
  if (signed.accessKeyId.toLowerCase().startsWith("refused")) {
    return refused(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  }
  const role = form.get("RoleArn") ?? "";
  const sessionName = form.get("RoleSessionName") ?? "";
  const seconds = Number(form.get("DurationSeconds") ?? 3_600);
  const [, , name] = ROLE.exec(role) ?? [];
  if (name === undefined || !/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    return refused(400, "ValidationError", `${role} is invalid`);
  }
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    return refused(400, "ValidationError", "DurationSeconds: 900 to 43200");
  }
  if (!trusts(name, form.get("ExternalId") ?? "")) {
    const message = `User: ${signed.accessKeyId} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
    return refused(403, "AccessDenied", message);
  }
  return {
    kind: "asked",
    account: sandboxAccount(role),
    answer: async () => assumed(role, sessionName, seconds),
  };
}
