import type { JsonObject } from "../../kernel/json.ts";

export const sdkNames = ["segment", "rudderstack"] as const;
export type SdkName = (typeof sdkNames)[number];

/** A method of an analytics client, and what it is given: whatever the SDKs take, dates too. */
export type SdkCall = [
  call: "identify" | "track" | "page" | "screen" | "group" | "alias",
  message: Record<string, unknown>,
];

/** A user at CleverTap, by what names them at the root of their records, with the device tokens it knows of them. */
export type KeptProfile = {
  identity?: string;
  objectId?: string;
  properties: JsonObject;
  tokens?: JsonObject[];
};

/** `ts`: seconds since 1970, or that the time of the upload counts. */
export type KeptEvent = { of: string; name: string; data: JsonObject; ts: number | "upload" };

export type ExpectedFate = {
  fate: "delivered" | "filtered" | "refused";
  code?: string;
  reason?: string;
};

export type SdkCase = {
  guarantee: string;
  /** of the contracts: what says so */
  section: string;
  /** for rules that can be met through one of the SDKs alone */
  only?: { sdk: SdkName; why: string };
  settings?: { trackAnonymous?: boolean; objectIdMapping?: boolean };
  calls: SdkCall[];
  /** all that CleverTap keeps in the end */
  profiles: KeptProfile[];
  events?: KeptEvent[];
  /** all records that CleverTap was sent, where what it keeps does not show them whole */
  records?: JsonObject[];
  /** what becomes of each call, in their order; all are delivered unless told */
  fates?: ExpectedFate[];
};

export const mapping = { objectIdMapping: true };
export const anonymous = { trackAnonymous: true };
export const both = { trackAnonymous: true, objectIdMapping: true };

export const onlySegment = (why: string): SdkCase["only"] => ({ sdk: "segment", why });
export const onlyRudderStack = (why: string): SdkCase["only"] => ({ sdk: "rudderstack", why });

export const delivered: ExpectedFate = { fate: "delivered" };
export const filtered = (code: string, reason: string): ExpectedFate => ({ fate: "filtered", code, reason });
/** Refused by the mapping: nothing of it leaves. */
export const unmapped = (reason: string): ExpectedFate => ({ fate: "refused", code: "mapping", reason });
/** Refused by CleverTap with one of its codes. */
export const refusedWith = (code: number): ExpectedFate => ({ fate: "refused", code: `clevertap_${code}` });

/** A user who goes by an identity. */
export const identified = (identity: string, properties: JsonObject = {}): KeptProfile => ({
  identity,
  properties,
});

/** A user who goes by an object ID. */
export const device = (
  objectId: string,
  properties: JsonObject = {},
  tokens?: JsonObject[],
): KeptProfile => ({ objectId, properties, ...(tokens && { tokens }) });

/** An event without a time of its own, unless told. */
export const event = (
  of: string,
  name: string,
  data: JsonObject = {},
  ts: KeptEvent["ts"] = "upload",
): KeptEvent => ({ of, name, data, ts });
