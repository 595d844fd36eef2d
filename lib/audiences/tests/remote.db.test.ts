import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { disconnectPartner } from "../../integrations/verbs/disconnect-partner.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { remoteGround } from "../../testing/remote-ground.ts";
import { withRole } from "../../testing/test-ctx.ts";
import { importTickers } from "../jobs/import-tickers.ts";
import { createAudience } from "../verbs/create-audience.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { importAgain } from "../verbs/import-again.ts";
import { listAudiences } from "../verbs/list-audiences.ts";
import { listHistory } from "../verbs/list-history.ts";

const database = testDatabase();
let sandbox: Sandbox;
const servers: Server[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
afterAll(async () => {
  await sandbox.stop();
});
const ground = () => remoteGround(database.db, sandbox);
const faultOf = async (promise: Promise<unknown>): Promise<Fault> => {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
};
const staged = (workspaceId: string) =>
  database.db.prisma.audienceImportRow.count({ where: { workspaceId } });
const jobsOf = async (importId: string) =>
  database.db.sql<{ key: string }>(
    "select key from graphile_worker.jobs where key = 'audiences.fetch-import:' || $1::text",
    [importId],
  );

/** A Storyly of one list, whose file this server gives as it is told. */
async function storylyWith(
  file: (count: number) => { status?: number; headers?: object; body: Buffer | null },
) {
  let count = 0;
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? "", authorization: request.headers.authorization });
    if (request.url?.startsWith("/external/")) {
      const properties = { filename: "big.csv", latest_file: `${url}/media/big.csv`, row_count: 2 };
      const list = { id: 7, name: "Big", audience_identifier: "id", properties };
      response.writeHead(200).end(JSON.stringify({ status: "ok", data: [list] }));
      return;
    }
    count += 1;
    const { status = 200, headers, body } = file(count);
    response.writeHead(status, { ...headers });
    if (body === null) {
      response.write("id,plan\ncust-1,gold\n");
      setTimeout(() => response.destroy(), 20);
    } else {
      response.end(body);
    }
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = await ground();
  world.ctx.hosts.JUNCTION_HOST_STORYLY = url;
  return { ...world, asked, url };
}

describe("an audience imported from Storyly", () => {
  it("holds the users of the list with its columns as properties, and names the rows that it refuses", async () => {
    const { ctx, keepList, create, work, state, lastImport } = await ground();
    const list = await keepList(
      "Sneaker fans",
      "id,city,plan\ncust-1,Pune,gold\n,Goa,none\ncust-2,,silver\n",
    );
    const audience = await create(list);
    expect(audience).toMatchObject({ origin: "storyly", size: 0, token: null });
    expect(await lastImport(audience.id)).toMatchObject({ status: "UPLOADING", fetched: true, rows: 0 });
    await work(audience.id);
    expect(await state(audience.id)).toEqual({
      "cust-1": { city: "Pune", plan: "gold" },
      "cust-2": { city: "", plan: "silver" },
    });
    expect(await lastImport(audience.id)).toMatchObject({
      status: "DONE",
      fileName: "fans.csv",
      column: "id",
      rows: 3,
      accepted: 2,
      joined: 2,
      refusals: [{ line: 3, reason: "no identity" }],
    });
    expect((await getAudience(ctx, { id: audience.id })).size).toBe(2);
    expect(await staged(ctx.workspaceId)).toBe(0);
    const actions = (await listHistory(ctx, { id: audience.id, limit: 10 })).items.map(
      ({ action }) => action,
    );
    expect(actions.sort()).toEqual(["audience.created", "audience.file_imported"]);
  });

  it("takes another column for the identity where it is told to", async () => {
    const { keepList, create, work, state } = await ground();
    const list = await keepList("Sneaker fans", "id,email\n1,a@shop.example\n");
    const audience = await create(list, { column: "email" });
    await work(audience.id);
    expect(await state(audience.id)).toEqual({ "a@shop.example": { id: "1" } });
  });

  it("follows its list when it is imported again, and keeps who left it only where that was asked for", async () => {
    const { ctx, connectionId, keepList, create, work, state } = await ground();
    const list = await keepList("Fans", "id\ncust-1\ncust-2\n");
    const audience = await create(list);
    await work(audience.id);
    await database.db.sql("update sandbox_audiences set csv = $1 where id = $2::bigint", [
      "id\ncust-2\ncust-3\n",
      list,
    ]);
    ctx.clock.advance(60_000);
    const again = await importAgain(ctx, { id: audience.id, mode: "add" });
    expect(again).toMatchObject({ status: "UPLOADING", mode: "add", fetched: true });
    await work(audience.id);
    expect(Object.keys(await state(audience.id))).toEqual(["cust-1", "cust-2", "cust-3"]);
    ctx.clock.advance(60_000);
    await importAgain(ctx, { id: audience.id, mode: "replace" });
    await work(audience.id);
    expect(Object.keys(await state(audience.id))).toEqual(["cust-2", "cust-3"]);
    await disconnectPartner(ctx, { id: connectionId });
    expect(await faultOf(importAgain(ctx, { id: audience.id, mode: "replace" }))).toMatchObject({
      code: "precondition",
    });
    expect(Object.keys(await state(audience.id))).toEqual(["cust-2", "cust-3"]);
  });

  it("is not made of a list whose users Storyly does not give, nor of one that is not there", async () => {
    const { ctx, post, idAt, create } = await ground();
    const fields = {
      name: "Quiz",
      type: "4",
      audience_identifier: "id",
      app_id: "1",
      story_group_id: "2",
      story_id: "3",
      component_id: "856bdd44-77da-4eee-bc30-eea63303ef09",
      interactive_type: "1",
      activity: "first",
    };
    expect(await post(fields)).toMatchObject({ status: 200 });
    const fault = await faultOf(create(await idAt("Quiz")));
    expect(fault).toMatchObject({ code: "invalid", problems: [{ path: "remote.audienceId" }] });
    expect(fault.message).toContain("gives no file of the users of “Quiz”");
    expect(await faultOf(create("4711"))).toMatchObject({ problems: [{ path: "remote.audienceId" }] });
    expect((await listAudiences(ctx, {} as never)).total).toBe(0);
  });

  it("needs a choice, and somebody who may make audiences", async () => {
    const { ctx, connectionId, keepList } = await ground();
    const list = await keepList("Fans", "id\ncust-1\n");
    const without = createAudience(ctx, { name: "A", description: "", origin: "storyly" });
    expect(await faultOf(without)).toMatchObject({ problems: [{ path: "remote" }] });
    const viewer = createAudience(withRole(ctx, "viewer"), {
      name: "A",
      description: "",
      origin: "storyly",
      remote: { connectionId, audienceId: list },
    });
    expect(await faultOf(viewer)).toMatchObject({ code: "forbidden" });
  });

  it("cannot be imported again while an import of it runs, and no other audience can at all", async () => {
    const { ctx, keepList, create } = await ground();
    const audience = await create(await keepList("Fans", "id\ncust-1\n"));
    expect(await faultOf(importAgain(ctx, { id: audience.id, mode: "add" }))).toMatchObject({
      code: "conflict",
    });
    const { audience: other } = await createAudience(ctx, { name: "B", description: "", origin: "csv" });
    expect(await faultOf(importAgain(ctx, { id: other.id, mode: "add" }))).toMatchObject({
      code: "precondition",
    });
  });
});

describe("reading the list's file", () => {
  it("goes to the file's address without the API's token, and unpacks what is packed", async () => {
    const body = gzipSync("id,plan\ncust-1,gold\n");
    const { create, work, state, asked } = await storylyWith(() => ({
      headers: { "content-encoding": "gzip", "content-length": body.length },
      body,
    }));
    const audience = await create("7");
    await work(audience.id);
    expect(Object.keys(await state(audience.id))).toEqual(["cust-1"]);
    expect(asked.filter(({ url }) => url === "/media/big.csv")).toEqual([
      { url: "/media/big.csv", authorization: undefined },
    ]);
  });

  it("is tried again where it broke off, from its beginning, and nobody is counted twice", async () => {
    const { create, fetchOne, apply, state, lastImport } = await storylyWith((count) => ({
      body: count === 1 ? null : Buffer.from("id,plan\ncust-1,gold\ncust-2,silver\n"),
    }));
    const audience = await create("7");
    const { id: importId } = await lastImport(audience.id);
    expect(await faultOf(fetchOne(importId))).toMatchObject({ code: "unavailable", retry: "later" });
    expect(await lastImport(audience.id)).toMatchObject({ status: "UPLOADING", problem: null });
    await fetchOne(importId);
    await apply(importId);
    expect(await lastImport(audience.id)).toMatchObject({
      status: "DONE",
      rows: 2,
      accepted: 2,
      repeated: 0,
    });
    expect(Object.keys(await state(audience.id))).toEqual(["cust-1", "cust-2"]);
  });

  it.each([
    [404, /answers 404/, true],
    [503, /answers 503/, false],
  ] as const)(
    "of an address that answers %i ends the import in words, the audience as it was",
    async (status, words, atOnce) => {
      const { ctx, create, fetchOne, state, lastImport } = await storylyWith(() => ({
        status,
        body: Buffer.from("no"),
      }));
      const audience = await create("7");
      const { id: importId } = await lastImport(audience.id);
      if (!atOnce) {
        expect(await faultOf(fetchOne(importId))).toMatchObject({ retry: "later" });
      }
      await fetchOne(importId, { isLast: !atOnce });
      const ended = await lastImport(audience.id);
      expect(ended.status).toBe("FAILED");
      expect(ended.problem).toMatch(words);
      expect(await state(audience.id)).toEqual({});
      expect(await staged(ctx.workspaceId)).toBe(0);
    },
  );

  it("of a malformed file ends at once and leaves nothing behind", async () => {
    const { ctx, create, fetchOne, lastImport } = await storylyWith(() => ({
      body: Buffer.from('id,plan\ncust-1,gold\ncust-2,"never closed\n'),
    }));
    const audience = await create("7");
    await fetchOne((await lastImport(audience.id)).id);
    expect(await lastImport(audience.id)).toMatchObject({ status: "FAILED", refusals: [] });
    expect(await staged(ctx.workspaceId)).toBe(0);
  });

  it("never goes to an address inside a private network that is not allowed", async () => {
    const { ctx, system, create, fetchOne, lastImport, asked, url } = await storylyWith(() => ({
      body: Buffer.from("id\ncust-1\n"),
    }));
    const audience = await create("7");
    // The API may be called, the host of the file may not.
    const open = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
    const shut = httpClient({ allowPrivateHosts: [] });
    const http: typeof ctx.http = (request) =>
      request.url.startsWith(`${url}/external/`) ? open(request) : shut(request);
    await fetchOne((await lastImport(audience.id)).id, { ctx: { ...system, http } });
    const ended = await lastImport(audience.id);
    expect(ended.status).toBe("FAILED");
    expect(ended.problem).toContain("private network");
    expect(asked.some((one) => one.url.startsWith("/media/"))).toBe(false);
  });

  it("is done by one worker at a time, and taken up by another one when that is gone", async () => {
    const { ctx, keepList, create, fetchOne, lastImport } = await ground();
    const audience = await create(await keepList("Fans", "id\ncust-1\n"));
    const { id: importId } = await lastImport(audience.id);
    await database.db.sql(
      "insert into workers (id, host, pid, slots, started_at, heartbeat_at) values ('alive', 'here', 1, '{}', now(), now())",
      [],
    );
    await database.db.sql(
      "update audience_imports set lease = 'alive/1', heartbeat_at = now() where id = $1::uuid",
      [importId],
    );
    await database.db.sql("delete from graphile_worker._private_jobs where key like '%' || $1::text", [
      importId,
    ]);
    const [ticker] = importTickers.filter(({ name }) => name === "audiences.fetches");
    const tick = () => ticker?.tick(ctx, { signal: new AbortController().signal, workerId: "w", attempt: 1 });
    await fetchOne(importId);
    await tick();
    expect(await jobsOf(importId)).toEqual([]);
    expect(await lastImport(audience.id)).toMatchObject({ status: "UPLOADING" });
    await database.db.sql("delete from workers where id = 'alive'", []);
    await tick();
    expect((await jobsOf(importId)).length).toBe(1);
    await fetchOne(importId);
    expect(await lastImport(audience.id)).toMatchObject({ status: "APPLYING", accepted: 1 });
  });
});
