import { describe, expect, it, vi } from "vitest";
import { Fault } from "./fault.ts";

describe("a fault", () => {
  it("is known as one also where the module was loaded a second time", async () => {
    vi.resetModules();
    const again = await import("./fault.ts");
    expect(again.Fault).not.toBe(Fault);
    expect(new again.Fault("conflict", "taken") instanceof Fault).toBe(true);
    expect(new Fault("conflict", "taken") instanceof again.Fault).toBe(true);
  });

  it("is not taken for a more particular one", () => {
    class Particular extends Fault {}
    expect(new Fault("conflict", "taken") instanceof Particular).toBe(false);
    expect(new Particular("conflict", "taken") instanceof Particular).toBe(true);
    expect(new Particular("conflict", "taken") instanceof Fault).toBe(true);
  });

  it("is not mistaken for another error", () => {
    for (const other of [new Error("bug"), { code: "conflict" }, null, undefined, "conflict"]) {
      expect((other as unknown) instanceof Fault).toBe(false);
    }
  });
});
