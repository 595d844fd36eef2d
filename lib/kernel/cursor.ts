import type { z } from "zod";
import { Fault } from "./fault.ts";
import type { Json } from "./json.ts";

/** A position in a list as text that callers hand back unread. */
export function encodeCursor(position: Json): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Reads a position back. Throws `invalid`, naming `field`, for text that is no cursor of this list. */
export function decodeCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string,
  field = "cursor",
): z.output<Schema> {
  const message = "is not a position that this list gave out";
  const problems = [{ path: field, field, message }];
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw new Fault("invalid", `${field}: ${message}`, { problems, cause });
  }
  const position = schema.safeParse(value);
  if (!position.success) {
    throw new Fault("invalid", `${field}: ${message}`, { problems, cause: position.error });
  }
  return position.data;
}
