import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendPages } from "../delivery/send-pages.ts";
import type { Delivery } from "../delivery/sender.ts";
import { httpClient } from "../http/http-client.ts";
import { systemClock } from "../kernel/clock.ts";
import { newToken } from "../kernel/ids.ts";
import { sandboxAccount } from "../sandbox/account.ts";
import type { SandboxFaults } from "../sandbox/faults.ts";
import { newestMessages } from "../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { CHANNEL_SECRET, channelSamples, sampleRecipient } from "../testing/channel-samples.ts";
import { testDatabase } from "../testing/database.ts";
import { testOccasion } from "../testing/recipient.ts";
import { channelIds } from "./catalog.ts";
import type { Recipient } from "./channel.ts";
import { channelOf } from "./channels.ts";

// What every channel promises of a run: all of it over HTTP, with the sandbox's faults switched on.
const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
const times = { parkMs: 10_000, giveUpMs: 60_000, firstMs: 5, maxMs: 20 };

describe.each(channelIds)("a run over the channel %s", (id) => {
  const sample = channelSamples[id];
  const plays = sample.plays ?? id;
  /** Sends to so many people as a run does, while the sandbox behaves so; and what came of it. */
  async function sent(count: number, faults: SandboxFaults) {
    const key = newToken("AKIA").replaceAll("_", "");
    const control = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
      method: "POST",
      body: JSON.stringify({ partner: plays, key, faults }),
    });
    expect(control.status).toBe(200);
    const where = `${sandbox.hostOf(plays)}/${key}`;
    const channel = channelOf(id).open(sample.content(where), sample.access(key).settings);
    const people = Array.from({ length: count }, (_, index) => sampleRecipient(`p${index}-${key.slice(-6)}`));
    const access = { ...sample.access(key), baseUrl: sandbox.hostOf(plays), http };
    const deliveries: Delivery<Recipient>[] = [];
    const end = await sendPages<Recipient, Recipient>({
      lane: {
        ...channel.lane,
        limits: { ...channel.lane.limits, batchRecords: Math.min(8, channel.lane.limits.batchRecords) },
      },
      credentials: { access: () => access, renewAccess: async () => false },
      clock: systemClock,
      signal: new AbortController().signal,
      outage: null,
      times,
      timeZone: "UTC",
      batches: 0,
      pages: (async function* () {
        yield people;
      })(),
      encode: (person) => {
        const { message } = channel.compose(person, testOccasion);
        return { entry: person, encoded: channel.lane.encode(message ?? {}, person) };
      },
      book: async (delivery) => {
        deliveries.push(delivery);
      },
      mayLeave: async () => "yes",
      tellWait: async () => {},
    });
    const rows = await newestMessages(database.db, {
      partner: plays,
      account: sandboxAccount(key),
      search: "",
      before: null,
      limit: 10_000,
    });
    const taken = rows.filter(({ problem }) => problem === null).map(sample.idOf);
    const rejections = deliveries.flatMap((delivery) => delivery.rejections);
    const said = JSON.stringify([end, rejections, rows]);
    const retried = deliveries.reduce((sum, delivery) => sum + delivery.retried, 0);
    return { end, people, taken, rows, rejections, said, retried };
  }
  const idsOf = (people: Recipient[]) => people.map(({ messageId }) => messageId).sort();
  /** Those who got the message; EventBridge keeps every copy, and the receiver tells them by the messageId. */
  const distinct = (ids: string[]) => [...new Set(ids)].sort();

  it.each<[string, SandboxFaults]>([
    ["all goes well", {}],
    ["it fails for a while", { status: 503, forRequests: 3 }],
    ["it asks to be left alone", { status: 429, retryAfterS: 0, everyNth: 3, forRequests: 9 }],
    ["it hangs up", { hangUp: true, forRequests: 2 }],
    ["its answers are lost", { hangUp: true, afterKeeping: true, forRequests: 2 }],
    ["it is slow", { delayMs: 20 }],
  ])("reaches everybody while %s, and nobody with two messages", async (_name, faults) => {
    const { end, people, taken, rejections, said, rows, retried } = await sent(40, faults);
    expect(end.reason).toBeNull();
    expect(retried > 0).toBe(faults.status !== undefined || faults.hangUp === true);
    expect(rejections).toEqual([]);
    expect(distinct(taken)).toEqual(idsOf(people));
    expect(rows.every(({ differing }) => differing === 0)).toBe(true);
    expect(said).not.toContain(CHANNEL_SECRET);
  });

  it("finds those that the other side refuses, in words, and sends the others", async () => {
    const { end, people, taken, rejections, said } = await sent(60, { refuseEveryNthRecord: 6 });
    expect(end.reason).toBeNull();
    expect(rejections.length).toBeGreaterThan(0);
    const refused = rejections.map(({ entry }) => entry.messageId);
    expect([...distinct(taken), ...refused].sort()).toEqual(idsOf(people));
    for (const { reason, code } of rejections) {
      expect([code, reason.length > 10]).toEqual([expect.stringMatching(/^[a-z]+_/i), true]);
    }
    expect(said).not.toContain(CHANNEL_SECRET);
  });

  it("stops where it is not let in, and nobody after that gets a message", async () => {
    const { end, taken, rejections } = await sent(20, { status: 401 });
    expect(end.reason).toMatchObject({ kind: "unauthorised" });
    expect([taken, rejections]).toEqual([[], []]);
  });
});
