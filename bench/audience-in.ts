import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { type Bench, inLanes, median, note, secondsOf, withGround } from "./kit.ts";

const CALLS = Number(process.env.BENCH_CALLS ?? 4_000);
/** HTTP connections of the clients, and connections to the database of the floor (as many as the product's pool). */
const CLIENTS = 32;
const POOL = 10;
const ROUNDS = 5;
const USERS = 5_000;
const apiKey = "jk_bench_audience_000000000000";

type Round = { rate: number; p99: number };

async function floorUrl(databaseUrl: string): Promise<{ url: string; stop: () => void }> {
  const script = fileURLToPath(new URL("upsert-handler.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, databaseUrl, String(POOL)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data).trim()));
    child.once("exit", (code) => reject(new Error(`The floor ended with code ${code}.`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.stdin.end() };
}

/** Calls as EventBridge delivers them; nine of ten put a user in or change their cart, one takes them out. */
function bodies(token: string): string[] {
  return Array.from({ length: CALLS }, (_, n) =>
    JSON.stringify({
      version: "0",
      id: randomUUID(),
      "detail-type": "clevertap.campaign.user",
      source: "aws.partner/clevertap.com/PROJ-1/default",
      account: "111122223333",
      time: new Date().toISOString(),
      region: "eu-west-1",
      resources: [],
      detail: {
        targetId: 1_767_000_001,
        identity: `cust-${Math.floor(Math.random() * USERS)}`,
        key_values: {
          storyly_token: token,
          operation: n % 10 === 9 ? "delete" : "upsert",
          cart_value: `${n % 90}.50`,
        },
      },
    }),
  );
}

/** Calls per second into an audience, each answered after its commit, and how long the slowest hundredth waits. */
export const bench: Bench = () =>
  withGround(async (ground) => {
    const web = await ground.start("web", { JUNCTION_API_KEY: apiKey });
    const made = await fetch(`${web.url}/api/v1/audiences`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "Bench" }),
    });
    const { audience, key } = (await made.json()) as { audience: { token: string }; key: { key: string } };
    const floor = await floorUrl(ground.databaseUrl);
    const clients = {
      floor: { http: new Pool(floor.url, { connections: CLIENTS, pipelining: 1 }), path: "/" },
      product: { http: new Pool(web.url, { connections: CLIENTS, pipelining: 1 }), path: "/v1/eventbridge" },
    };
    const measure = async (name: "floor" | "product"): Promise<Round> => {
      const { http, path } = clients[name];
      const waits: number[] = [];
      const headers = { "x-api-key": key.key, "content-type": "application/json; charset=utf-8" };
      const seconds = await secondsOf(() =>
        inLanes(bodies(audience.token), CLIENTS, async (body) => {
          const took = await secondsOf(async () => {
            const answer = await http.request({ method: "POST", path, headers, body });
            const text = await answer.body.text();
            if (answer.statusCode !== 200) {
              throw new Error(`The ${name} answered ${answer.statusCode}: ${text}`);
            }
          });
          waits.push(took);
        }),
      );
      waits.sort((a, b) => a - b);
      return { rate: CALLS / seconds, p99: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN };
    };
    await measure("floor");
    await measure("product");
    const rounds = { floor: [] as Round[], product: [] as Round[] };
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const name of ["floor", "product"] as const) {
        const one = await measure(name);
        rounds[name].push(one);
        note(
          `  round ${round} ${name.padEnd(7)} ${Math.round(one.rate)} calls/s, p99 ${(one.p99 * 1_000).toFixed(1)} ms`,
        );
      }
    }
    const middle = (name: "floor" | "product", of: keyof Round) =>
      median(rounds[name].map((round) => round[of]));
    await Promise.all(Object.values(clients).map(({ http }) => http.close()));
    floor.stop();
    return [
      { name: "audience-in", ratio: middle("product", "rate") / middle("floor", "rate") },
      { name: "audience-in-p99", ratio: middle("product", "p99") / middle("floor", "p99") },
    ];
  });
