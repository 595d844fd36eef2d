import type { PartnerAccess, RecordTexts, RetiredDevice, SendAnswer } from "../../partners/connector.ts";
import type { DeviceAnswer } from "../../partners/device-send.ts";
import { fcmKit } from "../../partners/fcm/kit.ts";
import { sendToFcm } from "../../partners/fcm/send-message.ts";
import { sendPush } from "../../partners/vapid/send-push.ts";
import type { ChannelLane, DeviceToken } from "../channel.ts";
import { accessOf } from "../joined-access.ts";
import type { PushContent } from "./content.ts";
import { devicesOf, kindOf } from "./reach.ts";
import { encodePush, fcmMessage, type PushRecord, readRecord, webMessage } from "./record.ts";
import { showPush } from "./show.ts";

/** How often a message to one device is sent that its service failed on; less often than lib/delivery sends a record. */
const DEVICE_TRIES = 3;
/** So many foreign devices at the beginning of a run, and no other that took a message: the account is the wrong one. */
const FOREIGN_AT_FIRST = 20;

type Settled = { device: DeviceToken; said: DeviceAnswer };
/** What is known of a person's message while it is under way: which devices have it must not be asked again. */
type Progress = { settled: Map<string, Settled>; tries: Map<string, number> };

const nameOf = ({ kind, token }: DeviceToken): string => `${kind} ${token}`;
const partnerOf = ({ kind }: DeviceToken): "fcm" | "vapid" => (kind === "web" ? "vapid" : "fcm");

async function sendTo(
  device: DeviceToken,
  record: PushRecord,
  access: PartnerAccess,
  signal: AbortSignal | undefined,
): Promise<DeviceAnswer> {
  if (device.kind !== "web") {
    return sendToFcm({ message: fcmMessage(record, device) }, accessOf(access, "fcm"), signal);
  }
  const { payload, topic } = webMessage(record);
  const keys = device.keys ?? { p256dh: "", auth: "" };
  const options = { ttlS: record.message.ttlS, topic, urgency: "high" } as const;
  return sendPush({ endpoint: device.token, keys }, payload, options, accessOf(access, "vapid"), signal);
}

const ended = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** All devices of a person as one verdict: reached where one of them is, else the first reason why not. */
function verdictOn(settled: Settled[], retired: RetiredDevice[]): SendAnswer {
  const sent = settled.filter(({ said }) => said.outcome === "sent");
  const [first] = sent.length > 0 ? sent : settled;
  const failed = settled.find(({ said }) => said.outcome !== "sent")?.said;
  const devices = settled.length === 1 ? "device" : "devices";
  const took = `${sent.length} of ${settled.length} ${devices} took the message`;
  return {
    verdict: "accepted",
    httpStatus: first?.said.answer.httpStatus ?? null,
    message: ended(failed && sent.length > 0 ? `${took}; ${failed.message}` : took),
    body: JSON.stringify(
      settled.map(({ device, said }) => ({
        device: `${device.kind} …${device.token.slice(-6)}`,
        answer: said.answer.httpStatus,
        says: said.message,
        ...(said.outcome !== "sent" && { body: said.answer.body.slice(0, 1_000) }),
      })),
    ).slice(0, 4_000),
    ...(retired.length > 0 && { retired }),
    ...(sent.length === 0 &&
      failed && {
        refusals: [{ index: 0, code: failed.code, reason: ended(failed.message), again: false }],
      }),
  };
}

/** What stops or holds up more than this message, with what was found out before. */
function wholeAnswer(
  verdict: "later" | "unauthorised" | "refused",
  { message, answer }: DeviceAnswer,
  retired: RetiredDevice[],
): SendAnswer {
  const { httpStatus, body, retryAfterMs, costly } = answer;
  return {
    verdict,
    httpStatus,
    body,
    message: verdict === "later" ? message : ended(message),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(costly && { costly }),
    ...(retired.length > 0 && { retired }),
  };
}

const wholeVerdicts = { later: "later", unauthorised: "unauthorised", halted: "refused" } as const;

/** One request for each device, those of one person one after the other. */
export function pushLane({ platforms, repeats }: PushContent, hasSent: boolean): ChannelLane {
  const kinds = new Set(platforms.map((platform) => kindOf[platform]));
  const underWay = new Map<string, Progress>();
  /** Partners through which a message has arrived: what they then say of a foreign device is about that one alone. */
  const proven = new Set<string>();
  const foreign = { fcm: new Set<string>(), vapid: new Set<string>() };

  /** Whether another sender's devices are all there are, as far as is known. */
  function isWrongAccount(device: DeviceToken): boolean {
    const partner = partnerOf(device);
    const found = foreign[partner].add(nameOf(device));
    return !hasSent && !proven.has(partner) && found.size >= FOREIGN_AT_FIRST;
  }

  /** The outcome as it counts in this run. */
  function counted(said: DeviceAnswer, device: DeviceToken, tries: number): DeviceAnswer {
    const isOver = said.outcome === "again" && tries >= DEVICE_TRIES;
    const mayHaveArrived =
      repeats === "at_most_once" &&
      (said.outcome === "later" || said.outcome === "again") &&
      said.answer.httpStatus !== 429 &&
      said.code !== "fcm_no_access";
    if (mayHaveArrived) {
      const message = `${said.message}; whether the message arrived is not known, and it is sent once at most`;
      return { ...said, outcome: "refused", message };
    }
    if (said.outcome === "foreign") {
      return isWrongAccount(device)
        ? { ...said, outcome: "unauthorised", answer: { ...said.answer, costly: true } }
        : { ...said, outcome: "refused" };
    }
    return isOver ? { ...said, outcome: "refused" } : said;
  }

  async function send(
    records: RecordTexts,
    access: PartnerAccess,
    signal?: AbortSignal,
  ): Promise<SendAnswer> {
    const record = readRecord(records.at(0));
    const progress = underWay.get(record.messageId) ?? { settled: new Map(), tries: new Map() };
    underWay.set(record.messageId, progress);
    const retired: RetiredDevice[] = [];
    let again: DeviceAnswer | null = null;
    for (const device of record.tokens) {
      const name = nameOf(device);
      if (progress.settled.has(name)) {
        continue;
      }
      const tries = (progress.tries.get(name) ?? 0) + 1;
      const said = counted(await sendTo(device, record, access, signal), device, tries);
      if (said.outcome === "later" || said.outcome === "unauthorised" || said.outcome === "halted") {
        return wholeAnswer(wholeVerdicts[said.outcome], said, retired);
      }
      if (said.outcome === "again") {
        progress.tries.set(name, tries);
        again = said;
        continue;
      }
      if (said.outcome === "sent") {
        proven.add(partnerOf(device));
      }
      if (said.outcome === "dead") {
        retired.push({ kind: device.kind, token: device.token, reason: ended(said.message) });
      }
      progress.settled.set(name, { device, said });
    }
    if (again) {
      const refusal = { index: 0, code: again.code, reason: ended(again.message), again: true };
      return { ...wholeAnswer("later", again, retired), verdict: "accepted", refusals: [refusal] };
    }
    underWay.delete(record.messageId);
    return verdictOn([...progress.settled.values()], retired);
  }

  return {
    limits: fcmKit.limits,
    envelopeBytes: 0,
    encode: (message, recipient) => encodePush(message, recipient, devicesOf(recipient, kinds)),
    send,
    show: showPush,
  };
}
