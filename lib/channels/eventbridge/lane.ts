import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { JsonObject } from "../../kernel/json.ts";
import type {
  EncodedRecord,
  PartnerAccess,
  RecordTexts,
  Refusal,
  SendAnswer,
} from "../../partners/connector.ts";
import { busArn, callPutEvents, type EntryResult } from "../../partners/eventbridge/call-aws.ts";
import { busLimits, sizeWords } from "../../partners/eventbridge/kit.ts";
import { entryBytes, entryVerdict } from "../../partners/eventbridge/put-events.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import type { ChannelLane } from "../channel.ts";
import { parseObject } from "../parse-object.ts";
import { DETAIL_TYPE, EVENT_SOURCE } from "./names.ts";

/** The entry of a detail; the moment that it says is the event's own. */
function entryOf(detail: string, settings: Record<string, string>): PutEventsRequestEntry {
  const time = parseObject(detail).time;
  return {
    Source: EVENT_SOURCE,
    DetailType: DETAIL_TYPE,
    Detail: detail,
    EventBusName: busArn(settings),
    ...(typeof time === "string" && { Time: new Date(time) }),
  };
}

/** What AWS counts of an entry beside its detail. */
const OVERHEAD = entryBytes({ Source: EVENT_SOURCE, DetailType: DETAIL_TYPE, Time: new Date(0) });

/** What details may have of what AWS takes: ten of them in a request, or one that needs nearly all of it and goes alone. */
function detailLimits(settings: Record<string, string>): PartnerLimits {
  const limits = busLimits(settings);
  return {
    ...limits,
    batchBytes: limits.batchBytes - limits.batchRecords * (OVERHEAD + 1),
    recordBytes: limits.recordBytes - OVERHEAD,
  };
}

function encodeWithin(most: { bytes: number; words: string }, message: JsonObject): EncodedRecord {
  const text = JSON.stringify(message);
  const bytes = Buffer.byteLength(text);
  if (bytes <= most.bytes) {
    return { text, bytes };
  }
  const kilobytes = ((bytes + OVERHEAD) / 1_024).toFixed(1);
  const reason = `Amazon EventBridge takes events of up to ${most.words}; this one is ${kilobytes} KB.`;
  return { text, bytes, problem: { code: "too_large", reason } };
}

function refusalOf(result: EntryResult, index: number): Refusal[] {
  const judged = entryVerdict(result);
  return judged.verdict === "accepted"
    ? []
    : [{ index, code: judged.code, reason: judged.reason, again: judged.verdict === "later" }];
}

async function send(records: RecordTexts, access: PartnerAccess, signal?: AbortSignal): Promise<SendAnswer> {
  const entries = Array.from({ length: records.count }, (_, index) =>
    entryOf(records.at(index), access.settings),
  );
  const { answer, results } = await callPutEvents(entries, access, signal);
  return results ? { ...answer, refusals: results.flatMap(refusalOf) } : answer;
}

const lane: Omit<ChannelLane, "limits" | "encode"> = {
  envelopeBytes: 0,
  send,
  show: (texts, { baseUrl, settings }) => ({
    method: "POST",
    url: `${baseUrl}/`,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSEvents.PutEvents",
      authorization: "AWS4-HMAC-SHA256 ••••",
    },
    body: JSON.stringify({ Entries: texts.map((text) => entryOf(text, settings)) }),
  }),
};

/** Details as entries of PutEvents, judged one by one; those that AWS itself failed on may be sent again. */
export function eventbridgeLane(settings: Record<string, string>): ChannelLane {
  const limits = detailLimits(settings);
  const most = { bytes: limits.recordBytes, words: sizeWords(busLimits(settings).recordBytes) };
  return { ...lane, limits, encode: (message) => encodeWithin(most, message) };
}
