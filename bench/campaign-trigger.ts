import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Pool } from "undici";
import { order } from "./ingest.ts";
import { alternate, type Bench, inLanes, note, peakBytes, secondsOf, startSink, withGround } from "./kit.ts";

const CALLS = Number(process.env.BENCH_CALLS ?? 2_000);
const LANES = Number(process.env.BENCH_LANES ?? 16);
const PEOPLE = 2_000;
const ROUNDS = 5;
const apiKey = "jk_bench_trigger_00000000000000000";
const writeKey = "wk_bench_trigger_00000000000000000";

const payload = (n: number) => ({
  OrderId: `ord-${n}`,
  productDetails: [
    {
      productName: "White hanging heart holder",
      productID: `P-${n % 500}`,
      pricingDetails: [
        { name: "Price", value: "2.55" },
        { name: "Tax", value: "0.51" },
      ],
    },
  ],
});

const text =
  '{"order":"{{ ExternalTrigger.OrderId }}","lines":"{% for p in ExternalTrigger.productDetails %}{{ p.productName }} {% endfor %}"}';

/**
 * External Trigger calls of one user each against calls of one event each, over HTTP on as many connections, in requests a
 * second. A worker sends the messages meanwhile; each round begins when it has nothing left to do.
 */
export const bench: Bench = () =>
  withGround(async (ground) => {
    const sink = await startSink();
    const env = { JUNCTION_ALLOW_PRIVATE_HOSTS: "127.0.0.1" };
    const web = await ground.start("web", { ...env, JUNCTION_WRITE_KEY: writeKey, JUNCTION_API_KEY: apiKey });
    await ground.start("worker", env);
    const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: 2 });
    const http = new Pool(web.url, { connections: LANES, pipelining: 1 });
    const request = async (
      method: "POST" | "PATCH",
      path: string,
      body: unknown,
      headers: Record<string, string>,
    ) => {
      const answer = await http.request({
        ...{ method, path, body: JSON.stringify(body) },
        headers: { "content-type": "application/json", ...headers },
      });
      const said = await answer.body.text();
      if (answer.statusCode >= 300) {
        throw new Error(`The web process answered ${answer.statusCode} to ${path}: ${said}`);
      }
      return said;
    };
    const bearer = { authorization: `Bearer ${apiKey}` };
    const basic = { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` };
    const api = async (method: "POST" | "PATCH", path: string, body: unknown) =>
      JSON.parse(await request(method, `/api/v1${path}`, body, bearer));

    const made = await api("POST", "/campaigns", { channel: "webhook", qualification: "external" });
    const { draft } = made;
    draft.what.content = { ...draft.what.content, url: sink.url, body: { kind: "json", text } };
    const changed = await api("PATCH", `/campaigns/${made.id}`, { version: made.version, draft });
    const { number } = await api("POST", `/campaigns/${made.id}/publish`, { version: changed.version });
    for (let first = 0; first < PEOPLE; first += 100) {
      const batch = Array.from({ length: 100 }, (_, n) => ({
        ...{ type: "identify", userId: `cust-${first + n}`, messageId: randomUUID() },
        traits: { plan: "gold" },
      }));
      await request("POST", "/v1/batch", { batch }, basic);
    }

    const rate = async (send: (n: number) => Promise<unknown>, round: number) => {
      const numbers = Array.from({ length: CALLS }, (_, n) => round * CALLS + n);
      return CALLS / (await secondsOf(() => inLanes(numbers, LANES, async (n) => void (await send(n)))));
    };
    const floor = (round: number) => rate((n) => request("POST", "/v1/track", order(n), basic), round);
    const peaks: number[] = [];
    const product = async (round: number) => {
      const measured = await rate(async (n) => {
        const body = {
          to: { identity: [`cust-${n % PEOPLE}`] },
          ...{ campaign_id: number, ExternalTrigger: payload(n) },
        };
        const said = await request("POST", "/1/send/externaltrigger.json", body, bearer);
        if (!said.startsWith('{"status":"success"')) {
          throw new Error(`A call was not queued: ${said}`);
        }
      }, round);
      peaks.push(await peakBytes(web.pid));
      return measured;
    };
    const rest = async () => {
      for (;;) {
        const { rows } = await pool.query<{ busy: boolean }>(
          `select exists (select 1 from campaign_pending) or exists (
             select 1 from event_cursors c join events e on e.workspace_id = c.workspace_id and e.tx >= c.tx) as busy`,
        );
        if (!rows[0]?.busy) {
          return;
        }
        await sleep(100);
      }
    };
    note(`trigger: ${CALLS} calls of one user, ${LANES} connections`);
    await floor(100);
    await product(100);
    const rates = await alternate(floor, product, { between: rest, rounds: ROUNDS });
    await rest();
    const { rows } = await pool.query<{ status: string; code: string; people: number }>(
      `select status, code, count(*)::int as people from campaign_deliveries group by 1, 2`,
    );
    note(`trigger: came to ${JSON.stringify(rows)}`);
    note(`trigger: ${Math.round(rates.product)} calls/s, ${Math.round(rates.floor)} events/s one by one`);
    const [first = 0, last = 0] = [peaks[1], peaks.at(-1)];
    note(`trigger: peak of the web process ${Math.round(first / 1e6)} MB, then ${Math.round(last / 1e6)} MB`);
    await http.close();
    await pool.end();
    sink.stop();
    return [
      { name: "trigger", ratio: rates.product / rates.floor },
      { name: "trigger-memory", ratio: last / first },
    ];
  });
