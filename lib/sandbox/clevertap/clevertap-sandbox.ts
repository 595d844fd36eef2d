import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../account.ts";
import type { Glance, SandboxCall, SandboxPartner, SandboxReading } from "../kit.ts";
import { parseObject } from "../parse-object.ts";
import { askEvents, readEvents } from "./events.ts";
import { askProfiles, deleteProfiles, readProfile, readProfiles } from "./profiles.ts";
import { fail } from "./say.ts";
import { readUpload } from "./upload.ts";

// CleverTap's pages on uploads; it names no limit in bytes, this one is the sandbox's.
const MAX_RECORDS = 1_000;
const MAX_TOKENS = 100;
const MAX_BYTES = 20_000_000;

type Call = SandboxCall & { account: string };

const refused = (account: string | null, status: number, error: string): SandboxReading => ({
  kind: "refused",
  account,
  answer: fail(status, error),
});

function withBody(read: (call: Call, body: JsonObject) => SandboxReading): (call: Call) => SandboxReading {
  return (call) => {
    const body = parseObject(call.body);
    return body ? read(call, body) : refused(call.account, 400, "malformed JSON");
  };
}

const upload = withBody(({ account }, { d: records }) => {
  if (!Array.isArray(records)) {
    return refused(account, 400, "d must be an array of records");
  }
  if (records.length > MAX_RECORDS) {
    return refused(account, 400, `more than ${MAX_RECORDS} records in one request`);
  }
  const tokens = records.filter((record) => isJsonObject(record) && record.type === "token");
  return tokens.length > MAX_TOKENS
    ? refused(account, 400, `more than ${MAX_TOKENS} device tokens in one request`)
    : readUpload(account, records);
});

const routes: Record<string, Record<string, (call: Call) => SandboxReading>> = {
  "/1/upload": { POST: upload },
  "/1/profile.json": { GET: (call) => readProfile(call.account, call) },
  "/1/profiles.json": {
    GET: (call) => readProfiles(call.account, call),
    POST: withBody((call, body) => askProfiles(call.account, body, call)),
  },
  "/1/events.json": {
    GET: (call) => readEvents(call.account, call),
    POST: withBody((call, body) => askEvents(call.account, body, call)),
  },
  "/1/delete/profiles.json": { POST: withBody((call, body) => deleteProfiles(call.account, body)) },
};

function header(call: SandboxCall, name: string): string {
  const value = call.headers[name];
  return typeof value === "string" ? value : "";
}

function read(call: SandboxCall): SandboxReading {
  const path = call.path.replace(/\/$/, "");
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  const route = methods && Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  const id = header(call, "x-clevertap-account-id");
  const passcode = header(call, "x-clevertap-passcode");
  // A rule of the sandbox alone, so that a wrong passcode can be shown: it knows of no passcode beforehand.
  if (id === "" || passcode === "" || passcode.startsWith("refused")) {
    return refused(null, 401, "Invalid Credentials");
  }
  const account = sandboxAccount(id);
  return route
    ? route({ ...call, account })
    : refused(account, methods ? 405 : 404, methods ? "Method not allowed" : "Not found");
}

function glance(body: JsonObject): Glance {
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value) : "";
  const data = isJsonObject(body.profileData) ? Object.keys(body.profileData) : [];
  return {
    kind: text(body.type),
    name: text(body.evtName) || data.join(", "),
    person: text(body.identity ?? body.objectId ?? body.FBID ?? body.GPID),
  };
}

/** CleverTap's Upload API and what reads back what it keeps. Its users are kept with their properties, and what they did. */
export const clevertapSandbox: SandboxPartner = {
  id: "clevertap",
  accountFields: ["accountId"],
  keeps: ["users"],
  maxBodyBytes: MAX_BYTES,
  tooLarge: fail(413, "the request is too large"),
  read,
  problem: (status, message) =>
    fail(
      status,
      status === 429 ? "Too many concurrent requests" : status === 401 ? "Invalid Credentials" : message,
    ),
  glance,
};
