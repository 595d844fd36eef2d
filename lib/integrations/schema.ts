import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { partnerIds } from "../partners/catalog.ts";
import { partnerCapabilities, partnerPlaces } from "../partners/kit.ts";

export const connectionStatuses = ["connected", "attention"] as const;
export const connectionStatus = z.enum(connectionStatuses);
export type ConnectionStatus = z.output<typeof connectionStatus>;

export const partnerId = z.enum(partnerIds, "Choose a partner of the catalogue");
export const nickname = z.string().trim().min(1, "Enter a nickname").max(80, "Use at most 80 characters");

/** What the form of a partner's kit holds, by the field's key; the kit says what is allowed. */
const values = z
  .record(z.string().max(60), z.string().max(10_000))
  .describe("The settings that the partner's kit names, secrets included, by their key");

export const connectionId = z.object({ id: z.uuid() });
export type ConnectionId = z.output<typeof connectionId>;

export const connectPartner = z.object({ partner: partnerId, nickname, values });
export type ConnectPartner = z.output<typeof connectPartner>;

export const freshValues = z.object({
  values: z
    .record(z.string(), z.string())
    .describe("Settings and secrets by their keys; they are kept nowhere"),
});
export type FreshValues = z.output<typeof freshValues>;
export const partnerRef = z.object({ partner: partnerId });
export type PartnerRef = z.output<typeof partnerRef>;

export const testSettings = z.object({ partner: partnerId, values });
export type TestSettings = z.output<typeof testSettings>;

export const updateConnection = z.object({
  id: z.uuid(),
  nickname: nickname.optional(),
  values: values.optional().describe("Settings to change; secrets are changed by rotating them"),
});
export type UpdateConnection = z.output<typeof updateConnection>;

export const rotateSecret = z.object({
  id: z.uuid(),
  values: values.describe("The new secrets by their key; those left out stay"),
});
export type RotateSecret = z.output<typeof rotateSecret>;

export const listConnections = z.object({
  partner: partnerId.optional(),
  place: z.enum(partnerPlaces).optional().describe("Only partners of this page of the settings"),
  capability: z.enum(partnerCapabilities).optional().describe("Only partners that can do this"),
  search: z.string().trim().max(200).default("").describe("Part of the nickname"),
  ...pageInput,
});
export type ListConnections = z.output<typeof listConnections>;

export const verification = z.object({
  ok: z.boolean(),
  message: z.string().describe("The partner's answer in words"),
  httpStatus: z.number().nullable().describe("null when no answer came"),
  retry: z
    .enum(["later", "never"])
    .nullable()
    .describe("later: the same settings may work in a while; never: they have to be changed"),
  field: z.string().nullable().describe("The setting that is at fault, where that is known"),
  host: z.string().describe("Where the test call went; empty where it called nobody"),
});
export type VerificationView = z.output<typeof verification>;

export const connectionView = z.object({
  id: z.string(),
  partner: z.string(),
  partnerName: z.string(),
  nickname: z.string(),
  region: z.string(),
  host: z.string().describe("Where its records go"),
  settings: z.record(z.string(), z.string()),
  secrets: z
    .record(z.string(), z.object({ last4: z.string() }))
    .describe("Which secrets are kept, each by its last four characters alone"),
  status: connectionStatus,
  problem: z.string().nullable(),
  lastVerifiedAt: instant.nullable(),
  exportsInUse: z.number().describe("Exports in PENDING or RUNNING that send through it"),
  transfersInUse: z.number().describe("Transfers of audiences in PENDING or RUNNING that send through it"),
  destinationsInUse: z
    .number()
    .describe("Destinations of sources that send through it, also those that are off"),
  createdBy: z.string(),
  createdAt: instant,
});
export type ConnectionView = z.output<typeof connectionView>;

export const connectionPage = pageOf(connectionView);

export const useKinds = ["export", "transfer", "destination", "campaign", "journey"] as const;
/** Exports and transfers wait or run; destinations stand as the others. */
export const useStatuses = ["PENDING", "RUNNING", "ON", "WAITING", "HALTED", "OFF", "DEVICE"] as const;

export const connectionUse = z.object({
  kind: z.enum(useKinds),
  id: z.string(),
  ownerId: z
    .string()
    .nullable()
    .describe("The audience of a transfer, the source of a destination; null for an export"),
  name: z.string(),
  status: z
    .enum(useStatuses)
    .describe(
      "Of exports, transfers, campaigns and journeys: PENDING, RUNNING. Of destinations: ON, WAITING (the partner takes nothing), HALTED (until somebody acts), OFF, DEVICE (sent by the app)",
    ),
});
export type ConnectionUse = z.output<typeof connectionUse>;

export const connectionUses = z.object({ nickname: z.string(), items: z.array(connectionUse) });
export type ConnectionUses = z.output<typeof connectionUses>;

export const remoteAudiences = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      identifier: z.string().describe("The column that holds the identity"),
      size: z.number().nullable(),
      csvUrl: z.string().nullable().describe("Where its users lie as CSV; null: they cannot be imported"),
      fileName: z.string().nullable(),
    }),
  ),
});
export type RemoteAudiences = z.output<typeof remoteAudiences>;

export const partnerView = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  description: z.string(),
  monogram: z.string(),
  color: z.string(),
  capabilities: z.array(z.string()),
  place: z.enum(partnerPlaces).describe("The page of the settings where it is connected"),
  connections: z.number(),
  needAttention: z.number(),
  hosts: z
    .array(z.object({ region: z.string(), label: z.string(), url: z.string() }))
    .describe("Where this installation sends records for it, by region"),
});
export type PartnerView = z.output<typeof partnerView>;
export const partnerList = z.object({ items: z.array(partnerView) });
export type PartnerList = z.output<typeof partnerList>;
