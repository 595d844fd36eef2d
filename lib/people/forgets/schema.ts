import { z } from "zod";
import { instant, pageInput, pageOf } from "../../api/paging.ts";
import { identifierKind } from "../schema.ts";

const id = z.uuid();

export const forgetPerson = z.object({
  /** of the person */
  id,
  connections: z
    .array(id)
    .max(50)
    .default([])
    .describe("Integrations whose partner is to delete the person too; its kit says whether it can"),
  confirm: z
    .string()
    .trim()
    .min(1, "Type one of the person's identifiers")
    .max(400)
    .describe("One of the person's identifiers, typed in, since nothing brings the person back"),
});
export type ForgetPerson = z.output<typeof forgetPerson>;

export const forgetId = z.object({ id });
export type ForgetId = z.output<typeof forgetId>;

export const listForgets = z.object({ ...pageInput, personId: id.optional() });
export type ListForgets = z.output<typeof listForgets>;

/** waiting: not asked yet · retrying: it may take it later, asked again at `nextTryAt` · done · refused: it will not */
export const forgetStates = ["waiting", "retrying", "done", "refused"] as const;
/** REFUSED: everything is through, but at least one partner did not delete the person. */
export const forgetStatuses = ["PENDING", "RUNNING", "DONE", "REFUSED"] as const;

const stepFields = {
  connectionId: id,
  partner: z.string(),
  nickname: z.string(),
  state: z.enum(forgetStates),
  httpStatus: z.number().nullable(),
  message: z.string().describe("What the partner said, in words; empty before it was asked"),
  answer: z.string().describe("Its answer as it came, the receipt; the person's identifiers are masked"),
  tries: z.number(),
};

export const forgetView = z.object({
  id,
  personId: id,
  status: z.enum(forgetStatuses),
  erased: z
    .object({
      profiles: z.number(),
      identifiers: z.number(),
      events: z.number(),
      memberships: z.number(),
      decisions: z.number().describe("Rows of the ledger that lost everything personal"),
      at: instant.nullable().describe("When all of it was gone"),
    })
    .describe("What was deleted in Junction so far"),
  steps: z.array(
    z.object({
      ...stepFields,
      partnerName: z.string(),
      at: instant.nullable().describe("When it was last asked"),
      nextTryAt: instant.nullable(),
    }),
  ),
  createdBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
export type ForgetView = z.output<typeof forgetView>;
/** newest first */
export const forgetPage = pageOf(forgetView);

/** Column `forget_requests.steps`. */
export const storedSteps = z.array(
  z.object({ ...stepFields, atMs: z.number().nullable(), nextMs: z.number().nullable() }),
);
export type ForgetStep = z.output<typeof storedSteps>[number];

/** Who it was, as it is sealed in `forget_requests.sealed`. */
export const whoItWas = z.object({
  profiles: z.array(id),
  identifiers: z.array(z.object({ kind: identifierKind, value: z.string() })),
});
export type WhoItWas = z.output<typeof whoItWas>;
