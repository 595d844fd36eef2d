import { randomUUID } from "node:crypto";
import pg from "pg";
import { Pool, request } from "undici";
import { draw, message, track } from "../lib/journeys/templates/draw.ts";
import { heardRatios } from "./heard-ratios.ts";
import { hearingServer, inEntries } from "./hearing.ts";
import { fillStays } from "./journey-stays.ts";
import { type Figure, withGround } from "./kit.ts";

/** What the issue asks: so many people inside, so many events a second; one of five is what somebody waits for. */
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000);
const PER_SECOND = Number(process.env.BENCH_PER_SECOND ?? 500);
const ONE_OF = Number(process.env.BENCH_ONE_OF ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const apiKey = "jk_bench_journey_00000000000000";
const writeKey = "wk_bench_journey_00000000000000";

const connection = {
  partner: "eventbridge",
  nickname: "Bus",
  values: {
    ...{ accountId: "111122223333", region: "eu-west-1", bus: "default" },
    ...{ accessKeyId: "AKIABENCHBENCHBENCH1", secretAccessKey: "x".repeat(40) },
  },
};

const seedsJourney = (eventbridge: string) =>
  draw(
    [
      { id: "in", kind: "entry_action", settings: { did: track("Registered") } },
      { id: "cart", kind: "action", settings: { did: track("AddToCart") } },
      {
        id: "add",
        kind: "send_eventbridge",
        settings: {
          ...message("eventbridge", {
            keyValues: [
              { key: "operation", value: "upsert" },
              { key: "token", value: "{{ Event.token }}" },
            ],
          }),
          connections: { eventbridge },
        },
      },
      { id: "bought", kind: "action", settings: { did: track("PurchaseCompleted") } },
      { id: "out", kind: "force_exit" },
    ],
    [
      ["in", "yes", "cart"],
      ["cart", "yes", "add"],
      ["add", "sent", "bought"],
      ["bought", "yes", "out"],
    ],
    { controlGroups: { system: false, custom: [], percent: null } },
  );

/** From an event's commit to the call to EventBridge, with many people inside, and through the barest thing that could do it. */
export function latencyFigures(): Promise<Figure[]> {
  return withGround(async (ground) => {
    const ear = await hearingServer(inEntries);
    const hosts = {
      JUNCTION_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      JUNCTION_HOST_EVENTBRIDGE_EU_WEST_1: ear.url,
    };
    const web = await ground.start("web", {
      ...{ JUNCTION_API_KEY: apiKey, JUNCTION_WRITE_KEY: writeKey },
      ...hosts,
    });
    const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: 10 });
    const listener = new pg.Client({ connectionString: ground.databaseUrl });
    pool.on("error", () => {});
    listener.on("error", () => {});
    await listener.connect();
    const http = new Pool(web.url, { connections: 32, pipelining: 1 });
    const call = async (method: "POST" | "PATCH", path: string, body: object, key = `Bearer ${apiKey}`) => {
      const answer = await http.request({
        ...{ method, path, body: JSON.stringify(body) },
        headers: { "content-type": "application/json", authorization: key },
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) {
        throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
      }
      return text.startsWith("{") ? JSON.parse(text) : text;
    };
    const bus = await call("POST", "/api/v1/connections", connection);
    const made = await call("POST", "/api/v1/journeys", { name: "Carts" });
    const saved = await call("PATCH", `/api/v1/journeys/${made.id}`, {
      revision: made.revision,
      draft: seedsJourney(bus.id),
    });
    if (saved.problems.length > 0) {
      throw new Error(JSON.stringify(saved.problems));
    }
    await call("POST", `/api/v1/journeys/${made.id}/publish`, { revision: saved.revision });
    await fillStays(pool, made.id, { people: PEOPLE, node: "cart", waits: "track AddToCart", due: null });
    await ground.start("worker", hosts);

    await pool.query("create table bench_events (token text)");
    listener.on("notification", ({ payload = "" }) => {
      void request(`${ear.url}/bare?token=${payload}`, { method: "POST" }).then(({ body }) => body.dump());
    });
    await listener.query("listen bench_events");
    const key = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
    let sent = 0;
    let person = 0;
    const floorSend = async () => {
      sent += 1;
      const token = randomUUID();
      const tells = sent % ONE_OF === 0;
      await pool.query({
        name: tells ? "event-told" : "event",
        text: tells
          ? "with e as (insert into bench_events values ($1)) select pg_notify('bench_events', $1)"
          : "insert into bench_events values ($1)",
        values: [token],
      });
      if (tells) {
        ear.committed(token);
      }
    };
    const productSend = async () => {
      sent += 1;
      const token = randomUUID();
      const isWaited = sent % ONE_OF === 0;
      person += isWaited ? 1 : 0;
      const userId = `u-${isWaited ? person : Math.floor(Math.random() * PEOPLE)}`;
      const event = isWaited ? "AddToCart" : "Product Viewed";
      await call("POST", "/v1/track", { userId, event, properties: { token, amount: 12 } }, key);
      if (isWaited) {
        ear.committed(token);
      }
    };
    const figures = await heardRatios({
      ...{ name: "journey", ear, perSecond: PER_SECOND, seconds: SECONDS },
      ...{ floor: floorSend, product: productSend },
    });
    ear.stop();
    await Promise.all([pool.end(), listener.end(), http.close()]);
    return figures;
  });
}
