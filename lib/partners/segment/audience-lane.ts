import type { AudienceLane, AudienceTarget, EncodedRecord, MemberChange } from "../connector.ts";
import { segmentLane } from "./export-lane.ts";
import { segmentKit } from "./kit.ts";

const context = { library: { name: "junction", version: "1" } };

type Said = { type: "identify"; traits: object } | { type: "track"; event: string; properties: object };

/** The call by which Segment hears of a change, by what the transfer chose. */
const ways: Record<string, (name: string, trait: string, change: MemberChange["change"]) => Said> = {
  identify: (name, trait, change) => ({
    type: "identify",
    traits: { [trait]: change === "set" ? name : null },
  }),
  track: (name, trait, change) => ({
    type: "track",
    event: change === "set" ? "Audience Entered" : "Audience Exited",
    properties: { [trait]: name },
  }),
};

function problemOf(identity: string, bytes: number): EncodedRecord["problem"] {
  if (identity === "") {
    return { code: "no_identifier", reason: "Segment needs a user ID, and this identity is empty." };
  }
  return bytes > segmentKit.limits.recordBytes
    ? { code: "too_large", reason: "Segment takes records of up to 32 KB." }
    : undefined;
}

function encode({ name, settings }: AudienceTarget, change: MemberChange): EncodedRecord {
  const way = (Object.hasOwn(ways, settings.how ?? "") && ways[settings.how ?? ""]) || ways.identify;
  const said = way?.(name, settings.trait || "audience_name", change.change);
  const { messageId, timestamp, identity } = change;
  const text = JSON.stringify({ messageId, timestamp, userId: identity, ...said, context });
  const bytes = Buffer.byteLength(text);
  const problem = problemOf(identity, bytes);
  return { text, bytes, ...(problem && { problem }) };
}

/** Members as calls of Segment's batch: a trait of each, or an event when one enters and leaves. */
export function segmentAudience(target: AudienceTarget): AudienceLane {
  const { limits, envelopeBytes, send, show } = segmentLane;
  return { limits, envelopeBytes, send, show, encode: (change) => encode(target, change) };
}
