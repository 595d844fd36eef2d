import { describe, expect, it } from "vitest";
import type { SandboxFaults } from "@/lib/sandbox/faults.ts";
import { faultsOf, formOf } from "./fault-form.ts";

describe("the form of the sandbox's faults", () => {
  it.each<SandboxFaults>([
    {},
    { status: 429, everyNth: 2, retryAfterS: 3 },
    { status: 500, afterKeeping: true, forRequests: 4 },
    { hangUp: true },
    { delayMs: 300, refuseEveryNthRecord: 50 },
  ])("gives back %o unchanged", (faults) => {
    expect(faultsOf(formOf(faults))).toEqual(faults);
  });

  it("leaves out what has no effect without a fault", () => {
    const form = { ...formOf({}), everyNth: 5, afterKeeping: true, forRequests: 10, retryAfterS: 4 };
    expect(faultsOf(form)).toEqual({});
  });
});
