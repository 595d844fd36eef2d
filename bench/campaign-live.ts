import { randomUUID } from "node:crypto";
import pg from "pg";
import { Pool, request } from "undici";
import { heardRatios } from "./heard-ratios.ts";
import { hearingServer } from "./hearing.ts";
import { type Figure, withGround } from "./kit.ts";

const PER_SECOND = Number(process.env.BENCH_PER_SECOND ?? 50);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const apiKey = "jk_bench_campaign_0000000000000";
const writeKey = "wk_bench_campaign_0000000000000";

/** From an event's commit to the request that follows, through a live campaign and through the barest thing that could do it. */
export function liveFigures(): Promise<Figure[]> {
  return withGround(async (ground) => {
    const ear = await hearingServer();
    const hosts = { JUNCTION_ALLOW_PRIVATE_HOSTS: "127.0.0.1" };
    const web = await ground.start("web", {
      JUNCTION_API_KEY: apiKey,
      JUNCTION_WRITE_KEY: writeKey,
      ...hosts,
    });
    await ground.start("worker", hosts);
    const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: 10 });
    const listener = new pg.Client({ connectionString: ground.databaseUrl });
    pool.on("error", () => {});
    listener.on("error", () => {});
    await listener.connect();
    const http = new Pool(web.url, { connections: 16, pipelining: 1 });
    const call = async (
      method: "POST" | "PATCH",
      path: string,
      body: object,
      authorization = `Bearer ${apiKey}`,
    ) => {
      const answer = await http.request({
        ...{ method, path, body: JSON.stringify(body) },
        headers: { "content-type": "application/json", authorization },
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) {
        throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
      }
      return text.startsWith("{") ? JSON.parse(text) : text;
    };
    const made = await call("POST", "/api/v1/campaigns", { channel: "webhook", qualification: "live" });
    const { draft } = made;
    draft.who.trigger = { kind: "action", did: { events: [{ type: "track", name: "Charged" }], where: [] } };
    draft.what.content = {
      ...draft.what.content,
      method: "POST",
      url: `${ear.url}/hook?token={{ Event.token }}`,
    };
    const saved = await call("PATCH", `/api/v1/campaigns/${made.id}`, { version: made.version, draft });
    if (saved.problems.length > 0) {
      throw new Error(JSON.stringify(saved.problems));
    }
    await call("POST", `/api/v1/campaigns/${made.id}/publish`, { version: saved.version });

    await pool.query("create table bench_events (token text)");
    listener.on("notification", ({ payload = "" }) => {
      void request(`${ear.url}/bare?token=${payload}`, { method: "POST" }).then(({ body }) => body.dump());
    });
    await listener.query("listen bench_events");

    const key = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
    const floorSend = async () => {
      const token = randomUUID();
      await pool.query({
        name: "event",
        text: "with e as (insert into bench_events values ($1)) select pg_notify('bench_events', $1)",
        values: [token],
      });
      ear.committed(token);
    };
    const productSend = async () => {
      const token = randomUUID();
      const userId = `u${Math.floor(Math.random() * 2_000)}`;
      await call("POST", "/v1/track", { userId, event: "Charged", properties: { token, amount: 12 } }, key);
      ear.committed(token);
    };
    const figures = await heardRatios({
      ...{ name: "campaign-live", ear, perSecond: PER_SECOND, seconds: SECONDS },
      ...{ floor: floorSend, product: productSend },
    });
    ear.stop();
    await Promise.all([pool.end(), listener.end(), http.close()]);
    return figures;
  });
}
