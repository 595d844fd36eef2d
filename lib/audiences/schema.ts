import { z } from "zod";
import { line, plainText } from "../access/fields.ts";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { peopleFilter } from "../people/filter.ts";
import { originIds } from "./origins.ts";
import { remoteChoice } from "./remote/schema.ts";
import { segmentChoice } from "./segments/schema.ts";
import { sizeRanges } from "./size-series.ts";
import { storyDefinition } from "./stories/schema.ts";

const id = z.uuid();
export const origin = z.enum(originIds);
export const perPageChoices = [10, 20, 30, 40] as const;

const audienceName = line("a name", 120);
const description = plainText(500);

export const audienceOf = z.object({ id });
export type AudienceOf = z.output<typeof audienceOf>;

export const createAudience = z.object({
  name: audienceName.describe("Unique in the workspace, whatever its case; also the value that partners get"),
  description: description.default(""),
  origin: origin.default("eventbridge").describe("Where its users come from"),
  people: peopleFilter.optional().describe("Of the origin `people`: whom it holds"),
  segment: segmentChoice.optional().describe("Of the origin `segment`: which one it follows"),
  story: storyDefinition.optional().describe("Of the origin `story`: which component and answers"),
  remote: remoteChoice.optional().describe("Of the origin `storyly`: which audience of which connection"),
});
export type CreateAudience = z.output<typeof createAudience>;

export const updateAudience = z.object({
  id,
  name: audienceName.optional(),
  description: description.optional(),
});
export type UpdateAudience = z.output<typeof updateAudience>;

/** A parameter that may be repeated in a query, or given once, or as a list separated by commas. */
function many<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (typeof value === "string" ? value.split(",").filter((part) => part !== "") : value),
    z.array(item).max(20).default([]),
  );
}

export const audienceSorts = ["created", "name", "size", "changed"] as const;

export const listAudiences = z.object({
  search: z.string().trim().max(120).default("").describe("Part of the name"),
  origin: many(origin),
  sort: z.enum(audienceSorts).default("created"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce
    .number()
    .refine((size) => perPageChoices.some((choice) => choice === size), "Choose 10, 20, 30 or 40")
    .default(20),
});
export type ListAudiences = z.output<typeof listAudiences>;

export const audienceUse = z.object({ kind: z.string(), id: z.string(), name: z.string() });

export const audienceRow = z.object({
  id,
  name: z.string(),
  description: z.string(),
  origin: z.string(),
  size: z.number().describe("Users in it now"),
  trend: z.array(z.number()).describe("Its size at the end of each of the last 14 days, in UTC, today last"),
  changedAt: instant.nullable().describe("Last change of its users or of their properties"),
  createdAt: instant,
  createdBy: z.string(),
  usedBy: z.array(audienceUse).describe("What uses it now; it cannot be deleted meanwhile"),
});
export type AudienceRow = z.output<typeof audienceRow>;

const jsonObject = z.custom<JsonObject>(isJsonObject);

export const audienceView = audienceRow.extend({
  definition: jsonObject.describe(
    "By origin: which story component and answers, which people, or which list",
  ),
  token: z.string().nullable().describe("Selects this audience within a payload; null where nobody calls in"),
});
export type AudienceView = z.output<typeof audienceView>;

export const audiencePage = z.object({
  items: z.array(audienceRow),
  page: z.number(),
  perPage: z.number(),
  total: z.number(),
  totalIsCapped: z.boolean().describe("True when there are more than `total`"),
});

export const audienceKey = z.object({
  id: z.string(),
  last4: z.string(),
  createdBy: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable().describe("Noted once a minute; null: never"),
  revokedAt: instant.nullable(),
});
export type AudienceKeyView = z.output<typeof audienceKey>;
/** A key just made: `key` is shown this once and cannot be read again. */
export const newAudienceKey = audienceKey.extend({ key: z.string() });
export type NewAudienceKeyView = z.output<typeof newAudienceKey>;

export const createdAudience = z.object({ audience: audienceView, key: newAudienceKey.nullable() });
export type CreatedAudience = z.output<typeof createdAudience>;

export const keyOf = z.object({ id, keyId: id });

export const listMembers = z.object({
  id,
  ...pageInput,
  search: z.string().trim().max(1_024).optional().describe("The beginning of the identity, in either case"),
});
export type ListMembers = z.output<typeof listMembers>;

export const memberView = z.object({
  identity: z.string(),
  properties: jsonObject,
  joinedAt: instant,
  updatedAt: instant.describe("When the newest upsert of this user happened, as its sender says"),
  personId: z
    .string()
    .nullable()
    .describe("The person with this identity as user id or e-mail, if there is one"),
});
export type MemberView = z.output<typeof memberView>;
export const memberPage = pageOf(memberView);

export const operationVerdicts = ["applied", "ignored", "refused"] as const;

export const listOperations = z.object({
  id,
  ...pageInput,
  verdict: z.enum(operationVerdicts).optional(),
  search: z.string().trim().max(1_024).optional().describe("The whole identity"),
});
export type ListOperations = z.output<typeof listOperations>;

export const operationView = z.object({
  id: z.string(),
  receivedAt: instant,
  at: instant.describe("When it happened, as the sender says"),
  operation: z.string().describe("upsert or delete, or what was given instead"),
  identity: z.string(),
  verdict: z.enum(operationVerdicts),
  reason: z.string(),
  eventId: z.string().nullable(),
  body: z
    .json()
    .nullable()
    .describe("What came in for this user; of something unreadable its beginning as text"),
});
export type OperationView = z.output<typeof operationView>;
export const operationPage = pageOf(operationView);

export const getSizes = z.object({ id, range: z.enum(sizeRanges).default("7d") });
export type GetSizes = z.output<typeof getSizes>;

export const sizesView = z.object({
  range: z.enum(sizeRanges),
  timeZone: z.string().describe("Whose days are meant where a point is a day"),
  points: z.array(
    z.object({
      at: instant.describe("Begin of the hour or day"),
      size: z.number().describe("At its end"),
      joined: z.number(),
      left: z.number(),
    }),
  ),
});
export type SizesView = z.output<typeof sizesView>;

export const historyOf = z.object({ id, cursor: z.string().max(100).optional(), limit: pageInput.limit });
export const historyPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: instant,
      actorName: z.string(),
      action: z.string(),
      changes: z.record(z.string(), z.object({ from: z.json(), to: z.json() })),
    }),
  ),
  nextCursor: z.string().nullable(),
});
