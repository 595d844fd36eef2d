import { z } from "zod";
import { calendarDay, time } from "./fields.ts";

const word = z.string().max(100);
/** An empty value of a query string means "any". */
const any = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => undefined), schema]).optional();

export const listAudit = z.object({
  actor: any(word).describe("The id of a user or key, or `system`"),
  action: any(word).describe("For example `export.stopped`"),
  objectKind: any(word),
  objectId: any(word),
  from: any(calendarDay("Enter a date as YYYY-MM-DD")).describe("First day, in the workspace's time zone"),
  to: any(calendarDay("Enter a date as YYYY-MM-DD")).describe("Last day, inclusive"),
  cursor: any(z.uuid()),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListAudit = z.input<typeof listAudit>;

export const auditEntry = z.object({
  id: z.string(),
  at: time,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  action: z.string(),
  object: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  changes: z.record(z.string(), z.object({ from: z.json(), to: z.json() })),
});
export type AuditEntryView = z.output<typeof auditEntry>;
export const auditPage = z.object({
  items: z.array(auditEntry),
  nextCursor: z.string().nullable().describe("Give it as `cursor` for the next page; null at the end"),
});

export const auditFacets = z.object({
  actors: z.array(z.object({ value: z.string(), name: z.string() })),
  actions: z.array(z.string()),
  objectKinds: z.array(z.string()),
});
export type AuditFacets = z.output<typeof auditFacets>;
