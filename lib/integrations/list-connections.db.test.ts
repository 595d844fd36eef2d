import { describe, expect, it } from "vitest";
import { newToken } from "../kernel/ids.ts";
import { all, connectionSuite, faultOf } from "../testing/connection-suite.ts";
import type { ListConnections } from "./schema.ts";
import { listConnections } from "./verbs/list-connections.ts";

const suite = connectionSuite();
const { connect, connectClevertap } = suite;

describe("the list of connections", () => {
  it("comes in pages, newest first, none twice and none left out", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await connect(name);
      suite.ctx.clock.advance(1_000);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConnections(suite.ctx, { search: "", limit: 2, cursor });
      seen.push(...page.items.map((item) => item.nickname));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["e", "d", "c", "b", "a"]);
    expect(
      (await listConnections(suite.ctx, { ...all, search: "B" })).items.map((item) => item.nickname),
    ).toEqual(["b"]);
    await faultOf(listConnections(suite.ctx, { ...all, cursor: "nonsense" }), "invalid");
  });

  it("holds the partners of one page of the settings, or those that can do something", async () => {
    await connect("Shop prod");
    await connectClevertap({ accountId: newToken("ct"), passcode: "any" }, "Shop audiences");
    const names = async (wanted: Partial<ListConnections>) =>
      (await listConnections(suite.ctx, { ...all, ...wanted })).items.map((item) => item.nickname).sort();
    expect(await names({})).toEqual(["Shop audiences", "Shop prod"]);
    expect(await names({ place: "integrations" })).toEqual(["Shop audiences"]);
    expect(await names({ place: "partners" })).toEqual(["Shop prod"]);
    expect(await names({ capability: "export" })).toEqual(["Shop prod"]);
    expect(await names({ partner: "clevertap", capability: "export" })).toEqual([]);
  });
});
