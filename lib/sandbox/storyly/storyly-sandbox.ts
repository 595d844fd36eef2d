import { randomUUID } from "node:crypto";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../account.ts";
import { type AudienceRow, audienceFile, audiencesOf, insertAudience } from "../audiences-store.ts";
import type { Glance, SandboxAnswer, SandboxCall, SandboxPartner, SandboxReading } from "../kit.ts";
import { storableJson, storableText } from "../storable.ts";
import { lookAtCsv } from "./look-at-csv.ts";
import { readForm } from "./read-form.ts";

const partner = "storyly";
/** Storyly states no limit; this one is the sandbox's. */
const MAX_BYTES = 120_000_000;
const MAX_PAGE = 100;

function problem(status: number, message: string, code?: string): SandboxAnswer {
  return { status, body: JSON.stringify({ status: "error", message, ...(code && { code }) }) };
}

function ok(message: string, data?: Json): SandboxAnswer {
  return {
    status: 200,
    body: JSON.stringify({ status: "ok", message, ...(data !== undefined && { data }) }),
  };
}

const refused = (account: string | null, answer: SandboxAnswer): SandboxReading => ({
  kind: "refused",
  account,
  answer,
});

/** Times as Storyly writes them. */
const timeOf = (at: Date) => at.toISOString().slice(0, 19).replace("T", " ");

function viewOf(call: SandboxCall, account: string, row: AudienceRow): JsonObject {
  return {
    id: Number(row.id),
    account_id: 1,
    name: row.name,
    audience_identifier: row.identifier,
    type: row.fileName === "" ? 4 : 1,
    status: 1,
    story_group_list: [],
    // What Storyly shows of an interactive audience is not documented; the sandbox gives no file of it.
    properties:
      row.fileName === ""
        ? null
        : {
            data: [],
            filename: row.fileName,
            latest_file: `http://${call.headers.host}/${partner}/files/${account}/${row.id}.csv`,
            row_count: row.rows,
          },
    ts_created: timeOf(row.createdAt),
    ts_updated: timeOf(row.createdAt),
  };
}

function list(account: string, call: SandboxCall): SandboxReading {
  const limit = Number(call.query.get("limit") ?? 10);
  const offset = Number(call.query.get("offset") ?? 0);
  const fits =
    Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE && Number.isInteger(offset) && offset >= 0;
  if (!fits) {
    return refused(account, problem(400, `limit: 1 to ${MAX_PAGE}; offset: 0 or more`));
  }
  return {
    kind: "asked",
    account,
    answer: async (db) => {
      const rows = await audiencesOf(db, { partner, account }, { offset, limit });
      return ok(
        "Audiences listed",
        rows.map((row) => viewOf(call, account, row)),
      );
    },
  };
}

const created = ok("Audience successfully created");
const interactiveFields = [
  "name",
  "audience_identifier",
  "app_id",
  "story_group_id",
  "story_id",
  "component_id",
  "interactive_type",
  "activity",
];

/** An audience of what users answer to a component of a story; nobody answers anything in the sandbox. */
function createInteractive(account: string, fields: Record<string, string>): SandboxReading {
  const missing = interactiveFields.filter((field) => !fields[field]);
  if (missing.length > 0) {
    return refused(account, problem(400, `required for type 4: ${missing.join(", ")}`));
  }
  const { name = "", audience_identifier: identifier = "" } = fields;
  const audience = { name: storableText(name), identifier: storableText(identifier), fileName: "", rows: 0 };
  return {
    kind: "received",
    account,
    records: [
      { messageId: randomUUID(), body: storableJson({ ...audience }), problem: null, faultKey: name },
    ],
    answer: created,
    keep: (tx) => insertAudience(tx, { partner, account }, { ...audience, csv: "" }),
  };
}

function create(account: string, call: SandboxCall): SandboxReading {
  const contentType = call.headers["content-type"];
  const form = readForm(typeof contentType === "string" ? contentType : "", call.body);
  if (!form) {
    return refused(account, problem(400, "the body is not multipart/form-data"));
  }
  const { name = "", type = "", audience_identifier: identifier = "" } = form.fields;
  if (type === "4") {
    return createInteractive(account, form.fields);
  }
  if (name === "" || identifier === "" || type !== "1" || !form.file || form.file.fileName === "") {
    return refused(account, problem(400, "name, type 1, audience_identifier and file are required"));
  }
  const { fileName, content } = form.file;
  const { header, rows } = lookAtCsv(content);
  if (!header.includes(identifier)) {
    return refused(account, problem(400, `the file has no column "${identifier.slice(0, 100)}"`));
  }
  const audience = { name: storableText(name), identifier, fileName: storableText(fileName), rows };
  return {
    kind: "received",
    account,
    records: [
      {
        messageId: randomUUID(),
        body: storableJson({ ...audience, columns: header }),
        problem: null,
        faultKey: name,
      },
    ],
    answer: created,
    keep: (tx) => insertAudience(tx, { partner, account }, { ...audience, csv: storableText(content) }),
  };
}

/** The files lie at addresses that need no token, as signed links do; the account's name in them is a hash. */
function file(path: string): SandboxReading {
  const [, account = "", id = ""] = /^\/files\/([0-9a-f]{24})\/(\d{1,18})\.csv$/.exec(path) ?? [];
  if (account === "") {
    return refused(null, problem(404, "not found"));
  }
  return {
    kind: "asked",
    account,
    answer: async (db) => {
      const csv = await audienceFile(db, { partner, account }, id);
      return csv === null
        ? problem(404, "not found")
        : { status: 200, headers: { "content-type": "text/csv; charset=utf-8" }, body: csv };
    },
  };
}

const methods: Record<string, (account: string, call: SandboxCall) => SandboxReading> = {
  GET: list,
  POST: create,
};

function read(call: SandboxCall): SandboxReading {
  if (call.method === "GET" && call.path.startsWith("/files/")) {
    return file(call.path);
  }
  const header = call.headers.authorization;
  const token = typeof header === "string" ? (/^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? "") : "";
  if (token === "") {
    return refused(null, problem(400, "Token not found", "TokenNotFound"));
  }
  // A rule of the sandbox alone, so that a wrong token can be shown.
  if (token.startsWith("refused")) {
    return refused(null, problem(401, "Invalid token", "InvalidToken"));
  }
  const account = sandboxAccount(token);
  if (call.path.replace(/\/$/, "") !== "/external/audience") {
    return refused(account, problem(404, "not found"));
  }
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  return method ? method(account, call) : refused(account, problem(405, "method not allowed"));
}

function glance(body: JsonObject): Glance {
  return { kind: "audience", name: String(body.name ?? ""), person: `${body.rows ?? 0} users` };
}

/** The audiences of Storyly's external API. What it is given as CSV is kept as it came. */
export const storylySandbox: SandboxPartner = {
  id: partner,
  accountFields: ["apiToken"],
  keeps: ["audiences"],
  maxBodyBytes: MAX_BYTES,
  tooLarge: problem(413, "the file is too large"),
  read,
  problem: (status, message) => problem(status, message, status === 401 ? "InvalidToken" : undefined),
  glance,
};
