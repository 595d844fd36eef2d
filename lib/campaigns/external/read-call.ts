import { hash } from "node:crypto";
import { checkJson, mayHoldBadStrings } from "../../events/check-json.ts";
import { isExact, LongId } from "../../events/long-ids.ts";
import { Refusal, wrongValue } from "../../events/refusal.ts";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { triggerLimits as limits } from "./limits.ts";
import type { RecipientVerdict } from "./recipient-verdict.ts";

/** 1 names one campaign, 2 names several. */
export const triggerVersions = ["1", "2"] as const;
export type TriggerVersion = (typeof triggerVersions)[number];

export type Named = Pick<RecipientVerdict, "by" | "value">;

/** What a call asks for. */
export type ReadCall = {
  /** In the order of the body. */
  recipients: Named[];
  /** Campaign IDs */
  campaigns: string[];
  /** Where they stand in the body. */
  field: "campaign_id" | "campaign_id_list";
  /** JSON text */
  payload: string;
};

const ways = ["identity", "email", "objectId"] as const;
const campaignId = /^[1-9]\d{0,17}$/;

/** The body as an object. Throws a `Refusal`. */
export function parseTrigger(text: string): JsonObject {
  if (text.trim() === "") {
    throw new Refusal(400, "body: is empty", "body");
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, "body: is not JSON", "body", cause);
  }
  if (!isJsonObject(body)) {
    throw new Refusal(400, "body: send an object with to, campaign_id and ExternalTrigger", "body");
  }
  checkJson(body, [], mayHoldBadStrings(text));
  return body;
}

/** Digits, from a text or a number; undefined when it is no Campaign ID. */
function idOf(value: Json | undefined): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && campaignId.test(text.trim()) ? text.trim() : undefined;
}

/** Campaigns that a body names, whatever else is wrong with it: their logs show the call. */
export function campaignsNamedIn(body: JsonObject): string[] {
  const list = Array.isArray(body.campaign_id_list) ? body.campaign_id_list : [];
  const ids = [body.campaign_id, ...list.slice(0, limits.campaigns)].flatMap((value) => idOf(value) ?? []);
  return [...new Set(ids)];
}

function oneCampaign({ campaign_id: value, campaign_id_list: list }: JsonObject): string[] {
  if (value === undefined) {
    const hint = list === undefined ? "" : "; campaign_id_list is for /2/send/externaltrigger.json";
    throw wrongValue("campaign_id", `is missing${hint}`);
  }
  const id = idOf(value);
  if (id === undefined) {
    throw wrongValue("campaign_id", "is not a Campaign ID: send its digits");
  }
  return [id];
}

function severalCampaigns({ campaign_id: one, campaign_id_list: list }: JsonObject): string[] {
  if (list === undefined) {
    const hint = one === undefined ? "" : "; campaign_id is for /1/send/externaltrigger.json";
    throw wrongValue("campaign_id_list", `is missing${hint}`);
  }
  if (!Array.isArray(list) || list.length === 0 || list.length > limits.campaigns) {
    throw wrongValue("campaign_id_list", `send a list of 1 to ${limits.campaigns} Campaign IDs`);
  }
  const ids = list.map((value, place) => {
    const id = idOf(value);
    if (id === undefined) {
      throw wrongValue(`campaign_id_list[${place}]`, "is not a Campaign ID: send its digits");
    }
    return id;
  });
  return [...new Set(ids)];
}

function identifierIn(value: Json | undefined, field: string): string {
  if (typeof value === "number" && !isExact(value)) {
    throw new LongId(field);
  }
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") {
    throw wrongValue(field, "is not a text");
  }
  if (text.trim() === "") {
    throw wrongValue(field, "is empty");
  }
  if (text.length > limits.idChars) {
    throw wrongValue(field, `is longer than ${limits.idChars} characters`);
  }
  return text.trim();
}

function recipientsIn(to: Json | undefined): Named[] {
  if (!isJsonObject(to)) {
    throw wrongValue("to", to === undefined ? "is missing" : "send an object of lists");
  }
  const named: Named[] = [];
  for (const [key, list] of Object.entries(to)) {
    const by = ways.find((way) => way === key);
    if (!by) {
      throw wrongValue(`to.${key.slice(0, 60)}`, "is not known; use identity, email or objectId");
    }
    // Typed languages write null for a list that is not there.
    if (list === null) {
      continue;
    }
    if (!Array.isArray(list)) {
      throw wrongValue(`to.${by}`, "is not a list");
    }
    if (named.length + list.length > limits.people) {
      throw wrongValue("to", `has more than ${limits.people.toLocaleString("en")} people`);
    }
    list.forEach((value, place) => {
      named.push({ by, value: identifierIn(value, `to.${by}[${place}]`) });
    });
  }
  if (named.length === 0) {
    throw wrongValue(
      "to",
      "has nobody: send at least one of identity, email and objectId with somebody in it",
    );
  }
  return named;
}

function checkKeys(value: Json, path: string, level: number, seen: { keys: number }): void {
  if (typeof value === "number" && !isExact(value)) {
    throw new LongId(path);
  }
  if (typeof value !== "object" || value === null) {
    return;
  }
  if (level > limits.payloadLevels) {
    throw wrongValue(path, `is nested deeper than ${limits.payloadLevels} levels`);
  }
  const isList = Array.isArray(value);
  for (const [key, item] of Object.entries(value)) {
    const at = isList ? `${path}[${key}]` : `${path}.${key.slice(0, 60)}`;
    seen.keys += 1;
    if (seen.keys > limits.payloadKeys) {
      throw wrongValue("ExternalTrigger", `has more than ${limits.payloadKeys.toLocaleString("en")} values`);
    }
    if (!isList && (key === "" || key.length > limits.payloadKeyChars)) {
      throw wrongValue(
        at.slice(0, 120),
        key === "" ? "has an empty name" : `its name is longer than ${limits.payloadKeyChars} characters`,
      );
    }
    checkKeys(item, at.slice(0, 120), level + 1, seen);
  }
}

/** JSON text of what the templates may speak of. Leaf values are texts in the contract; other values are taken as they are. */
function payloadIn(body: JsonObject): string {
  const value = body.ExternalTrigger ?? undefined;
  if (value === undefined) {
    const other = Object.keys(body).find(
      (key) => key !== "ExternalTrigger" && key.toLowerCase() === "externaltrigger",
    );
    if (other !== undefined) {
      throw wrongValue(other, "is written ExternalTrigger");
    }
    return "{}";
  }
  if (!isJsonObject(value)) {
    throw wrongValue("ExternalTrigger", "send an object of keys and values");
  }
  checkKeys(value, "ExternalTrigger", 1, { keys: 0 });
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > limits.payloadBytes) {
    throw new Refusal(
      413,
      `ExternalTrigger: is larger than ${limits.payloadBytes / 1024} KB`,
      "ExternalTrigger",
    );
  }
  return text;
}

/** The `ExternalTrigger` of a body that was refused, for the log; empty where that itself is not right. */
export function payloadToShow(body: JsonObject): string {
  try {
    return payloadIn(body);
  } catch (error) {
    if (error instanceof Refusal) {
      return "{}";
    }
    throw error;
  }
}

/** A call's body (contracts §2.2). Throws a `Refusal` that names the field. */
export function readTrigger(version: TriggerVersion, body: JsonObject): ReadCall {
  return {
    field: version === "1" ? "campaign_id" : "campaign_id_list",
    campaigns: version === "1" ? oneCampaign(body) : severalCampaigns(body),
    recipients: recipientsIn(body.to),
    payload: payloadIn(body),
  };
}

function withSortedNames(_name: string, value: Json): Json {
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

/** The same for bodies that say the same, however they are spaced and in whatever order an object's names stand. */
export function bodyHashOf(version: TriggerVersion, body: JsonObject): string {
  return hash("sha256", `${version} ${JSON.stringify(body, withSortedNames)}`, "hex");
}
