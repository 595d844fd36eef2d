import { afterEach, expect, test, vi } from "vitest";
import { accessOperations } from "@/lib/access/operations.ts";
import { call } from "./api.ts";
import { isSessionEnded } from "./session.ts";

function answering(status: number): void {
  vi.stubGlobal("fetch", async () => Response.json({ title: "", detail: "" }, { status }));
}

const ask = () => call(accessOperations["me.get"], {}).catch(() => null);

afterEach(() => vi.unstubAllGlobals());

test("a session has ended from the first call refused for want of one until one is served", async () => {
  for (const [status, isEnded] of [
    [200, false],
    [422, false],
    [401, true],
    // What is refused for another reason, or breaks, says nothing about the session.
    [500, true],
    [422, true],
    [200, false],
  ] as const) {
    answering(status);
    await ask();
    expect([status, isSessionEnded()]).toEqual([status, isEnded]);
  }
});
