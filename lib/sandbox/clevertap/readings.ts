import { z } from "zod";

/** Most records of one answer that reads back. */
export const MAX_BATCH = 5_000;

/** CleverTap lets three requests of each of these run at a time. */
export const inFlight = (of: string) => ({ of, max: 3 });

/** `batch_size` of a question; null where it is not one. */
export function batchSize(query: URLSearchParams): number | null {
  const size = Number(query.get("batch_size") ?? 100);
  return Number.isInteger(size) && size >= 1 && size <= MAX_BATCH ? size : null;
}

export const writtenCursor = (cursor: object): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** A cursor that was given out earlier; null for any other text. */
export function readCursor<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(text ?? "", "base64url").toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

export const why = (error: z.ZodError | undefined, otherwise: string): string =>
  error ? z.prettifyError(error) : otherwise;
