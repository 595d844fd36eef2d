import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import Cursor from "pg-cursor";
import { request } from "undici";
import { openDatabase } from "../lib/db/client.ts";
import { addMembers, type TransferWorld, transferWorld } from "../lib/testing/transfer-world.ts";
import { startWorker } from "../lib/testing/worker-process.ts";
import { createTransfer } from "../lib/transfers/verbs/create-transfer.ts";
import { getTransfer } from "../lib/transfers/verbs/get-transfer.ts";
import { alternate, type Figure, median, note, peakBytes, secondsOf, startSink, withGround } from "./kit.ts";

const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 200_000);
const FEW = 10_000;
/** CleverTap's limits, for both. */
const BATCH = 1_000;
const IN_FLIGHT = 15;
const PEAKS = 3;
const ROUNDS = 5;

/** The floor: reads the members through a cursor and posts the same batches, as many at a time, and notes nothing. */
async function bareLoop({ databaseUrl, url, world }: Parts, title: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const cursor = client.query(
    new Cursor<string[]>(
      `select identity from audience_members where workspace_id = $1 and audience_id = $2 and present order by identity`,
      [world.workspaceId, world.audienceId],
      { rowMode: "array" },
    ),
  );
  const post = async (rows: string[][]) => {
    const records = rows.map(([identity]) =>
      JSON.stringify({ type: "profile", identity, profileData: { [title]: "Sneaker fans" } }),
    );
    const answer = await request(`${url}/1/upload`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-clevertap-account-id": world.accountId,
        "x-clevertap-passcode": world.passcode,
      },
      body: `{"d":[${records.join(",")}]}`,
    });
    const said = await answer.body.text();
    if (!said.includes('"status":"success"')) {
      throw new Error(`The server answered ${answer.statusCode}: ${said.slice(0, 300)}`);
    }
  };
  const sent = new Set<Promise<void>>();
  for (let rows = await cursor.read(BATCH); rows.length > 0; rows = await cursor.read(BATCH)) {
    const one = post(rows).finally(() => sent.delete(one));
    sent.add(one);
    if (sent.size >= IN_FLIGHT) {
      await Promise.race(sent);
    }
  }
  await Promise.all(sent);
  await cursor.close();
  await client.end();
}

type Parts = { world: TransferWorld; databaseUrl: string; url: string };

/** Seconds that the worker took to send the whole audience under a Key Title of its own. */
async function sendOnce(world: TransferWorld, round: string): Promise<number> {
  const { id } = await createTransfer(world.ctx, {
    audienceId: world.audienceId,
    connectionId: world.connectionId,
    values: { keyTitle: `quiz_${round}` },
    frequency: "once",
  });
  for (;;) {
    const { status, outcome, outcomeReason } = await getTransfer(world.ctx, { id });
    if (status === "DONE" || status === "STOPPED") {
      if (outcome !== "accepted") {
        throw new Error(`The transfer ended: ${outcomeReason}`);
      }
      break;
    }
    await sleep(50);
  }
  const run = await world.ctx.db.prisma.transferRun.findFirstOrThrow({ where: { transferId: id } });
  return ((run.endedAt?.getTime() ?? 0) - (run.startedAt?.getTime() ?? 0)) / 1_000;
}

/** The partner: the sandbox's CleverTap, which judges and keeps every record, or a server that does nothing. */
type Partner = "sandbox" | "sink";

async function inWorld<T>(members: number, partner: Partner, work: (parts: Parts) => Promise<T>): Promise<T> {
  const sink = await startSink();
  try {
    return await withGround(async ({ databaseUrl, start }) => {
      const url = partner === "sink" ? sink.url : `${(await start("sandbox")).url}/clevertap`;
      const db = openDatabase(databaseUrl);
      try {
        const world = await transferWorld(db, url);
        await addMembers(db, world, members);
        await db.sql("analyze audience_members");
        return await work({ world, databaseUrl, url });
      } finally {
        await db.close();
      }
    });
  } finally {
    sink.stop();
  }
}

function workerOf({ databaseUrl, url }: Parts) {
  return startWorker(databaseUrl, { JUNCTION_HOST_CLEVERTAP_EU1: url });
}

/** The median peak of workers that each sent one audience of this size, and nothing before. */
async function peakOf(members: number): Promise<number> {
  const peaks: number[] = [];
  await inWorld(members, "sink", async (parts) => {
    for (let round = 0; round < PEAKS; round += 1) {
      const worker = workerOf(parts);
      try {
        await sendOnce(parts.world, `memory_${round}`);
        peaks.push(await peakBytes(worker.pid));
      } finally {
        await worker.kill("SIGTERM");
      }
    }
  });
  note(
    `  ${members.toLocaleString("en")} members: the worker's peak is ${peaks.map((peak) => Math.round(peak / 1e6)).join(", ")} MB`,
  );
  return median(peaks);
}

/** Members a second of Send to CleverTap, to those of the bare loop with the same partner. */
async function rateWith(partner: Partner): Promise<number> {
  note(`  to ${partner === "sink" ? "a server that does nothing" : "the sandbox's CleverTap"}:`);
  const rates = await inWorld(MEMBERS, partner, async (parts) => {
    const worker = workerOf(parts);
    try {
      return await alternate(
        async (round) => MEMBERS / (await secondsOf(() => bareLoop(parts, `floor_${round}`))),
        async (round) => MEMBERS / (await sendOnce(parts.world, String(round))),
        { rounds: ROUNDS },
      );
    } finally {
      await worker.kill("SIGTERM");
    }
  });
  return rates.product / rates.floor;
}

/**
 * `audience`: Send to CleverTap, each acknowledgement noted, against a bare loop that posts the same batches to the same
 * CleverTap and notes nothing. `audience-alone`: the same against a server that does nothing, so that only what Junction
 * itself does is compared. `audience-memory`: a worker's peak with all members to that with 10,000.
 */
export async function bench(): Promise<Figure[]> {
  const ratio = await rateWith("sandbox");
  const alone = await rateWith("sink");
  const few = await peakOf(FEW);
  const many = await peakOf(MEMBERS);
  return [
    { name: "audience", ratio },
    { name: "audience-alone", ratio: alone },
    { name: "audience-memory", ratio: many / few },
  ];
}
