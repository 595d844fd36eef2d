import type { z } from "zod";

/** A partner's JSON answer as it is expected; undefined where it is anything else. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  body: string,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    // Not JSON, as a proxy between would answer; the caller judges by the status.
    return undefined;
  }
}
