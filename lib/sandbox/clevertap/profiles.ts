import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import type { SandboxCall, SandboxReading } from "../kit.ts";
import { deleteUsers, userCalled, usersOf } from "../users-store.ts";
import { batchSize, inFlight, MAX_BATCH, readCursor, why, writtenCursor } from "./readings.ts";
import { profileOf } from "./root-user.ts";
import { fail, ok } from "./say.ts";

const partner = "clevertap";
const MAX_DELETED = 100;

const equals = z.object({
  name: z.string(),
  operator: z.literal("equals"),
  value: z.union([z.string(), z.number()]).transform(String),
});
const query = z.object({
  event_name: z.undefined("the sandbox does not ask by events").optional(),
  common_profile_properties: z.object({ profile_fields: z.array(equals).min(1) }),
});
const cursorOf = z.object({
  equal: z.array(z.object({ name: z.string(), value: z.string() })),
  after: z.string(),
  size: z.number().int().min(1).max(MAX_BATCH),
});
/** `POST /1/profiles.json`: who has these properties; the answer's cursor is then read. */
export function askProfiles(account: string, body: JsonObject, call: SandboxCall): SandboxReading {
  const asked = query.safeParse(body);
  const size = batchSize(call.query);
  if (!asked.success || size === null) {
    const said = why(asked.error, `batch_size: 1 to ${MAX_BATCH}`);
    return { kind: "refused", account, answer: fail(400, said) };
  }
  const equal = asked.data.common_profile_properties.profile_fields.map(({ name, value }) => ({
    name,
    value,
  }));
  const cursor = writtenCursor({ equal, after: "", size });
  const answer = async () => ok(JSON.stringify({ status: "success", cursor }));
  return { kind: "asked", account, inFlight: inFlight("profiles"), answer };
}

/** `GET /1/profiles.json?cursor=`: the next of them, with `next_cursor` while there are more. */
export function readProfiles(account: string, call: SandboxCall): SandboxReading {
  const cursor = readCursor(cursorOf, call.query.get("cursor"));
  if (!cursor) {
    return { kind: "refused", account, answer: fail(400, "the cursor is not valid") };
  }
  const { equal, after, size } = cursor;
  return {
    kind: "asked",
    account,
    inFlight: inFlight("profiles"),
    answer: async (db) => {
      const rows = await usersOf(db, { partner, account }, { equal, after, limit: size + 1 });
      const page = rows.slice(0, size);
      const last = page.at(-1);
      const next = rows.length > size && last && writtenCursor({ equal, after: last.identity, size });
      return ok(
        JSON.stringify({
          status: "success",
          ...(next && { next_cursor: next }),
          records: page.map((row) => profileOf(row.identity, row.properties)),
        }),
      );
    },
  };
}

/** `GET /1/profile.json`: one user by identity, e-mail or object ID. */
export function readProfile(account: string, call: SandboxCall): SandboxReading {
  const identity = call.query.get("identity") ?? call.query.get("objectId");
  const email = call.query.get("email");
  if (identity === null && email === null) {
    return { kind: "refused", account, answer: fail(400, "email, identity or objectId is needed") };
  }
  return {
    kind: "asked",
    account,
    inFlight: inFlight("profile"),
    answer: async (db) => {
      const equal = email === null ? [] : [{ name: "Email", value: email }];
      const [row] =
        identity === null
          ? await usersOf(db, { partner, account }, { equal, after: "", limit: 1 })
          : await userCalled(db, { partner, account }, identity);
      return row
        ? ok(JSON.stringify({ status: "success", record: profileOf(row.identity, row.properties) }))
        : fail(404, "no such profile");
    },
  };
}

const deletion = z.object({ identity: z.array(z.string()).min(1).max(MAX_DELETED) });

/** `POST /1/delete/profiles.json`. */
export function deleteProfiles(account: string, body: JsonObject): SandboxReading {
  const asked = deletion.safeParse(body.guid ? { identity: body.guid } : body);
  if (!asked.success) {
    return { kind: "refused", account, answer: fail(400, z.prettifyError(asked.error)) };
  }
  const { identity } = asked.data;
  return {
    kind: "asked",
    account,
    inFlight: inFlight("delete"),
    answer: async (db) => {
      await deleteUsers(db.pool, { partner, account }, identity);
      return ok(JSON.stringify({ status: "success" }));
    },
  };
}
