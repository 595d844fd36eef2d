import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { sendReply } from "./node-reply.ts";
import { readAtMost } from "./read-at-most.ts";

type Read = { body: Buffer | undefined } | { error: unknown };

/** A server that reads each body after `before`, and what came of it. */
async function reader(
  maxBytes: number,
  before: (request: IncomingMessage) => Promise<unknown> = async () => {},
) {
  const reads: Read[] = [];
  const server = createServer(async (request, response) => {
    await before(request);
    try {
      const body = await readAtMost(request, maxBytes);
      reads.push({ body });
      sendReply(request, response, {
        status: body ? 200 : 413,
        headers: {},
        body: body ? "taken" : "too large",
      });
    } catch (error) {
      reads.push({ error });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { reads, port, url: `http://127.0.0.1:${port}` };
}

/** A sender that promises more than it sends, and leaves. */
async function breakOff(port: number) {
  const socket = connect(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  await sleep(50);
  socket.destroy();
}

test("a body is read whole, an empty one too", async () => {
  const { reads, url } = await reader(1_000_000);
  const large = "x".repeat(700_000);
  for (const body of ["", "short", large]) {
    expect(await (await fetch(url, { method: "POST", body })).text()).toBe("taken");
  }
  expect(reads.map((read) => "body" in read && String(read.body))).toEqual(["", "short", large]);
});

test("a sender whose body is too large gets the answer, and the rest is not read", async () => {
  const { reads, url } = await reader(1_000);
  const answer = await fetch(url, { method: "POST", body: "x".repeat(200_000) });
  expect([answer.status, await answer.text()]).toEqual([413, "too large"]);
  expect(reads).toEqual([{ body: undefined }]);
});

test("a sender that breaks off is told as an error, also when it left before the reading began", async () => {
  const early = await reader(1_000);
  await breakOff(early.port);
  await expect.poll(() => early.reads).toEqual([{ error: expect.any(Error) }]);
  const late = await reader(1_000, (request) => new Promise((resolve) => request.once("close", resolve)));
  await breakOff(late.port);
  await expect.poll(() => late.reads).toEqual([{ error: expect.any(Error) }]);
});

test("a body of the web platform is read alike", async () => {
  const body = () => new Blob(["x".repeat(500)]).stream();
  expect(String(await readAtMost(body(), 500))).toBe("x".repeat(500));
  expect(await readAtMost(body(), 499)).toBeUndefined();
  expect(await readAtMost(null, 1)).toEqual(Buffer.alloc(0));
});
