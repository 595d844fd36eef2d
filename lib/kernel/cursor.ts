import { z } from "zod";
import { Fault } from "./fault.ts";
import type { Json } from "./json.ts";

/** A position in a list as text that callers hand back unread. */
export function encodeCursor(position: Json): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** What cursors are that hold nothing but the last one seen: its number, as the database holds it, or its id. */
const plain = {
  number: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  id: z.uuid(),
};

/** The last one that was seen, by a cursor that is its number or id as it is; null without one. Throws `invalid` as below. */
export function readCursor<Kind extends keyof typeof plain>(
  kind: Kind,
  cursor: string | undefined,
): z.output<(typeof plain)[Kind]> | null {
  if (cursor === undefined) {
    return null;
  }
  const read = plain[kind].safeParse(cursor);
  if (!read.success) {
    throw noCursor("cursor", read.error);
  }
  return read.data as z.output<(typeof plain)[Kind]>;
}

function noCursor(field: string, cause: unknown): Fault {
  const message = "is not a position that this list gave out";
  return new Fault("invalid", `${field}: ${message}`, { problems: [{ path: field, field, message }], cause });
}

/** Reads a position back. Throws `invalid`, naming `field`, for text that is no cursor of this list. */
export function decodeCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string,
  field = "cursor",
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw noCursor(field, cause);
  }
  const position = schema.safeParse(value);
  if (!position.success) {
    throw noCursor(field, position.error);
  }
  return position.data;
}
