import { afterEach, expect, test, vi } from "vitest";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import { ApiError, call } from "./api.ts";

const create = journeyOperations["journeys.create"];
const list = journeyOperations["journeys.list"];

/** A server whose answers wait until they are let go. */
function heldServer(status = 200) {
  const waiting: (() => void)[] = [];
  const fetch = vi.fn(
    () =>
      new Promise<Response>((resolve) => {
        const id = waiting.length;
        waiting.push(() => resolve(Response.json({ id, detail: "No." }, { status })));
      }),
  );
  vi.stubGlobal("fetch", fetch);
  const release = () => {
    for (const answer of waiting) {
      answer();
    }
  };
  return { fetch, release };
}

afterEach(() => vi.unstubAllGlobals());

test("the same write asked for again while it is under way is sent once", async () => {
  const { fetch, release } = heldServer();
  const both = [call(create, { name: "Cart" }), call(create, { name: "Cart" })];
  release();
  const [first, second] = await Promise.all(both);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(second).toBe(first);
});

test("another write, and the same one after its answer, is sent on its own", async () => {
  const { fetch, release } = heldServer();
  const both = [call(create, { name: "Cart" }), call(create, { name: "Other" })];
  release();
  await Promise.all(both);
  expect(fetch).toHaveBeenCalledTimes(2);
  const again = call(create, { name: "Cart" });
  expect(fetch).toHaveBeenCalledTimes(3);
  release();
  await again;
});

test("a refusal reaches both who asked, and the write can be tried again", async () => {
  const { fetch, release } = heldServer(409);
  const both = [call(create, { name: "Cart" }), call(create, { name: "Cart" })];
  release();
  for (const { status, reason } of (await Promise.allSettled(both)) as PromiseRejectedResult[]) {
    expect(status).toBe("rejected");
    expect(reason).toBeInstanceOf(ApiError);
  }
  call(create, { name: "Cart" }).catch(() => undefined);
  expect(fetch).toHaveBeenCalledTimes(2);
  release();
});

test("reading is not shared", async () => {
  const { fetch, release } = heldServer();
  const both = [call(list, {}), call(list, {})];
  release();
  await Promise.all(both);
  expect(fetch).toHaveBeenCalledTimes(2);
});
