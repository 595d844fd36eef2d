import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { identifierKind } from "../people/schema.ts";
import { transferFrequencies, transferHoursChoices } from "./frequencies.ts";
import { transferOutcomes, transferTriggers } from "./run-kinds.ts";
import { transferScopes } from "./run-settings.ts";

const id = z.uuid();

export const transferStatuses = ["PENDING", "RUNNING", "DONE", "STOPPED"] as const;

const schedule = {
  frequency: z.enum(transferFrequencies),
  everyHours: z.coerce
    .number()
    .refine(
      (hours) => transferHoursChoices.some((choice) => choice === hours),
      "Choose 1, 4, 6, 8, 12 or 24 hours",
    )
    .nullish()
    .describe("For `recurring`: 1, 4, 6, 8, 12 or 24"),
};

export const createTransfer = z.object({
  audienceId: id,
  connectionId: id,
  values: z
    .record(z.string().max(60), z.string().max(500))
    .default({})
    .describe("What the partner asks for, by key: for CleverTap `keyTitle`"),
  ...schedule,
});
export type CreateTransfer = z.output<typeof createTransfer>;

export const editTransfer = z.object({ id, ...schedule });
export type EditTransfer = z.output<typeof editTransfer>;

export const transferOf = z.object({ id });
export type TransferOf = z.output<typeof transferOf>;

export const listTransfers = z.object({
  audienceId: id.optional(),
  connectionId: id.optional(),
  ...pageInput,
});
export type ListTransfers = z.output<typeof listTransfers>;

const permission = z.object({
  allowed: z.boolean(),
  reason: z.string().nullable().describe("Why not, in words"),
});

export const transferView = z.object({
  id,
  audienceId: id,
  audienceName: z.string(),
  connectionId: id,
  partner: z.string(),
  partnerName: z.string(),
  nickname: z.string(),
  values: z.record(z.string(), z.string()),
  frequency: z.enum(transferFrequencies),
  everyHours: z.number().nullable(),
  status: z.enum(transferStatuses),
  outcome: z.enum(transferOutcomes).nullable(),
  outcomeReason: z.string().nullable(),
  percent: z
    .number()
    .nullable()
    .describe("0 to 100 of the run that goes on; null while the total is not known"),
  ratePerS: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  waiting: z.string().nullable().describe("Why it does not proceed at the moment"),
  rejected: z.number().describe("Users whom the partner refused in the last run"),
  lastRunAt: instant.nullable(),
  nextRunAt: instant.nullable(),
  createdBy: z.string(),
  createdAt: instant,
  stoppedBy: z.string().nullable(),
  stoppedAt: instant.nullable(),
  may: z.object({ edit: permission, stop: permission, reconcile: permission }),
});
export type TransferView = z.output<typeof transferView>;
export const transferPage = pageOf(transferView);

export const transferStanding = z.object({
  members: z.number().describe("Members of the audience now"),
  acknowledged: z.number().describe("Members of whom the partner has acknowledged the value"),
  refused: z.number().describe("Changes that the partner refused and that were not taken since"),
  toSend: z.number().describe("Members to send at the next run"),
  toRemove: z.number().describe("Users who left and still have the value at the partner"),
});
export type TransferStanding = z.output<typeof transferStanding>;

export const reconcileTransfer = z.object({
  id,
  refused: z
    .boolean()
    .default(false)
    .describe("Sends only what the partner refused again, instead of every other difference"),
});
export type ReconcileTransfer = z.output<typeof reconcileTransfer>;

export const transferRunView = z.object({
  id,
  number: z.number(),
  trigger: z.enum(transferTriggers),
  scope: z.enum(transferScopes),
  status: z.enum(transferStatuses),
  outcome: z.enum(transferOutcomes).nullable(),
  outcomeReason: z.string().nullable(),
  waiting: z.string().nullable(),
  expected: z.number().nullable(),
  read: z.number(),
  accepted: z.number().describe("Members who got the value"),
  removed: z.number().describe("Users from whom it was taken away"),
  rejected: z.number(),
  retried: z.number(),
  requests: z.number(),
  bytes: z.number(),
  percent: z.number().nullable(),
  ratePerS: z.number().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type TransferRunView = z.output<typeof transferRunView>;

export const listTransferRuns = z.object({ id, ...pageInput });
export type ListTransferRuns = z.output<typeof listTransferRuns>;
export const transferRunPage = pageOf(transferRunView);

export const listTransferMembers = z.object({
  id,
  state: z.enum(["refused", "acknowledged"]).default("refused"),
  search: z.string().trim().max(200).default("").describe("Beginning of the identity"),
  ...pageInput,
});
export type ListTransferMembers = z.output<typeof listTransferMembers>;

export const transferMemberView = z.object({
  identity: z.string(),
  holds: z.string().nullable().describe("The value that the partner holds"),
  refused: z.enum(["set", "remove"]).nullable(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  at: instant,
  request: z.json().nullable().describe("The call that was refused, secrets masked"),
  answer: z.json().nullable(),
});
export type TransferMemberView = z.output<typeof transferMemberView>;
export const transferMemberPage = pageOf(transferMemberView);

export const listAudiencesOfPerson = z.object({ id, ...pageInput });
export type ListAudiencesOfPerson = z.output<typeof listAudiencesOfPerson>;

export const personTransferStates = [
  "sent",
  "waiting",
  "not_sent",
  "refused",
  "removed",
  "waiting_removal",
  "still_there",
] as const;
export type PersonTransferState = (typeof personTransferStates)[number];

export const personAudience = z.object({
  audienceId: id,
  audienceName: z.string(),
  origin: z.string().describe("What fills the audience"),
  identifier: identifierKind.describe("The kind of the identifier by which the person is found in it"),
  identity: z.string().describe("What they are called in the audience"),
  isMember: z.boolean().describe("False: they were in it and left"),
  since: instant.describe("When they joined; when they left, as the sender says, where they are not in it"),
  sentTo: z.array(
    z.object({
      transferId: id,
      partner: z.string(),
      partnerName: z.string(),
      nickname: z.string(),
      state: z
        .enum(personTransferStates)
        .describe(
          "What the partner has of them: `not_sent` and `still_there` where nothing is sent any more",
        ),
      code: z.string().nullable(),
      reason: z.string().nullable().describe("Why the partner refused them"),
      at: instant.nullable().describe("When the partner last answered about them"),
    }),
  ),
});
export type PersonAudience = z.output<typeof personAudience>;
export const personAudiencePage = pageOf(personAudience);
export type PersonAudiencePage = z.output<typeof personAudiencePage>;
