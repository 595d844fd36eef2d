import { z } from "zod";

/** A moment in ISO 8601, UTC, as every view carries it. */
export const instant = z.string();

/** What a list takes: `cursor` is the `nextCursor` of the page before; nothing can be read from it. */
export const pageInput = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

/** A page of a list; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
