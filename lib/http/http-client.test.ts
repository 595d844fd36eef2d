import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Fault } from "../kernel/fault.ts";
import { httpClient } from "./http-client.ts";

const servers: Server[] = [];
async function serve(listener: RequestListener): Promise<{ port: number; url: string }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}` };
}
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

/** A resolver that answers every name with these addresses. */
function resolving(...addresses: string[]) {
  return ((_host: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    )) as unknown as typeof import("node:dns").lookup;
}

test("a loopback address in the URL is refused for good and never connected to", async () => {
  let calls = 0;
  const { url, port } = await serve((_request, response) => {
    calls += 1;
    response.end();
  });
  const client = httpClient({ allowPrivateHosts: [] });
  for (const target of [url, `http://localhost:${port}`, `http://[::ffff:127.0.0.1]:${port}`]) {
    expect(await faultOf(client({ method: "GET", url: target }))).toMatchObject({
      code: "invalid",
      retry: "never",
    });
  }
  expect(calls).toBe(0);
});

test("a name that resolves to a private address is refused whatever the name is", async () => {
  const { port } = await serve((_request, response) => response.end());
  const client = httpClient({ allowPrivateHosts: [], lookup: resolving("127.0.0.1") });
  const fault = await faultOf(client({ method: "GET", url: `http://partner.example:${port}` }));
  expect(fault).toMatchObject({ code: "invalid", retry: "never" });
  expect(fault.message).toContain("JUNCTION_ALLOW_PRIVATE_HOSTS");
});

test("an allowed host is called and its status, headers and body come back", async () => {
  const { port } = await serve((request, response) => {
    response.writeHead(418, { "x-seen": request.headers["x-sent"] ?? "" }).end("short and stout");
  });
  const client = httpClient({ allowPrivateHosts: ["partner.example"], lookup: resolving("127.0.0.1") });
  const answer = await client({
    method: "POST",
    url: `http://partner.example:${port}/a`,
    headers: { "x-sent": "yes" },
    body: "x",
  });
  expect(answer).toMatchObject({ status: 418, body: "short and stout" });
  expect(answer.headers["x-seen"]).toBe("yes");
});

test("an allowed port of a name is called, another port of the same name is refused", async () => {
  const open = await serve((_request, response) => response.end("open"));
  const other = await serve((_request, response) => response.end("other"));
  const client = httpClient({
    allowPrivateHosts: [`partner.example:${open.port}`],
    lookup: resolving("127.0.0.1"),
  });
  for (const _again of [1, 2]) {
    const answer = await client({ method: "GET", url: `http://partner.example:${open.port}` });
    expect(answer.body).toBe("open");
    const fault = await faultOf(client({ method: "GET", url: `http://partner.example:${other.port}` }));
    expect(fault).toMatchObject({ code: "invalid", retry: "never" });
  }
});

test("a redirect is answered as it is and not followed", async () => {
  let elsewhere = 0;
  const other = await serve((_request, response) => {
    elsewhere += 1;
    response.end();
  });
  const { url } = await serve((_request, response) => response.writeHead(302, { location: other.url }).end());
  const answer = await httpClient({ allowPrivateHosts: ["127.0.0.1"] })({ method: "GET", url });
  expect(answer.status).toBe(302);
  expect(elsewhere).toBe(0);
});

test("an answer larger than the bound ends the exchange", async () => {
  const { url } = await serve((_request, response) => response.end("x".repeat(5_000)));
  const client = httpClient({ allowPrivateHosts: ["127.0.0.1"], maxAnswerBytes: 1_000 });
  expect(await faultOf(client({ method: "GET", url }))).toMatchObject({
    code: "unavailable",
    retry: "later",
  });
});

test("a server that never answers is given up after the timeout", async () => {
  const { url } = await serve(() => {});
  const client = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
  expect(await faultOf(client({ method: "GET", url, timeoutMs: 50 }))).toMatchObject({
    code: "unavailable",
    retry: "later",
  });
});

test("connections are kept for the next request", async () => {
  const ports = new Set<number | undefined>();
  const { url } = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const client = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
  for (let call = 0; call < 20; call += 1) {
    await client({ method: "GET", url });
  }
  expect(ports.size).toBeLessThan(5);
});

test("an address that is not http is refused", async () => {
  const client = httpClient({ allowPrivateHosts: [] });
  expect(await faultOf(client({ method: "GET", url: "file:///etc/passwd" }))).toMatchObject({
    retry: "never",
  });
});

test("one port of a private address can be allowed, and no other port of it", async () => {
  const { url, port } = await serve((_request, response) => response.end("yes"));
  const other = await serve((_request, response) => response.end("no"));
  const client = httpClient({ allowPrivateHosts: [`127.0.0.1:${port}`] });
  expect((await client({ method: "GET", url })).status).toBe(200);
  expect(await faultOf(client({ method: "GET", url: other.url }))).toMatchObject({ code: "invalid" });
});

test("a body that is handed over may be larger than answers that are read, and comes piece by piece", async () => {
  const { url } = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "text/csv" });
    response.write("a".repeat(600_000));
    response.end("b".repeat(600_000));
  });
  let bytes = 0;
  let type: string | undefined;
  const answer = await httpClient({ allowPrivateHosts: ["127.0.0.1"] })({
    method: "GET",
    url,
    take: async ({ headers, pieces }) => {
      type = headers["content-type"];
      for await (const piece of pieces) {
        bytes += piece.length;
      }
    },
  });
  expect([answer.status, answer.body, type, bytes]).toEqual([200, "", "text/csv", 1_200_000]);
});

test("a body is handed over only of an answer that says yes, and what its taker throws comes as it is", async () => {
  let status = 404;
  const { url } = await serve((_request, response) => {
    response.writeHead(status).end("words");
  });
  const client = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
  const take = async () => {
    throw new RangeError("mine");
  };
  expect(await client({ method: "GET", url, take })).toMatchObject({ status: 404, body: "words" });
  status = 200;
  await expect(client({ method: "GET", url, take })).rejects.toThrow(RangeError);
});
