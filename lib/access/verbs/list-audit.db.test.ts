import { expect, test } from "vitest";
import { fixedClock } from "../../kernel/clock.ts";
import { anonymousCtx, testMember, testWorkspace } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { audit } from "../audit.ts";
import { listAudit } from "./list-audit.ts";
import { listAuditFacets } from "./list-audit-facets.ts";

const database = testDatabase();

/** Six entries a day apart: Ada and the system in turn, exports and sources in turn of three. */
async function scene(timeZone = "UTC") {
  const clock = fixedClock("2026-11-01T23:30:00Z");
  const workspace = await testWorkspace(anonymousCtx(database.db, { clock }), "Lamp shop", timeZone);
  const admin = await testMember(workspace, "admin", { name: "Ada" });
  for (let index = 1; index <= 6; index += 1) {
    const kind = index <= 3 ? "export" : "source";
    await audit(index % 2 ? admin : workspace, {
      action: `${kind}.changed`,
      object: { kind, id: `${kind}-1`, name: `${kind} ${index}` },
      changes: { name: { from: null, to: String(index) } },
    });
    clock.advance(86_400_000);
  }
  const names = async (input: object) =>
    (await listAudit(admin, input)).items.map((entry) => entry.object.name.split(" ")[1]).join("");
  return { admin, workspace, names };
}

test("the log is newest first and can be filtered by actor, action, object and day", async () => {
  const { admin, names } = await scene();
  expect(await names({})).toBe("654321");
  expect(await names({ actor: admin.actor.id })).toBe("531");
  expect(await names({ actor: "system" })).toBe("642");
  expect(await names({ action: "export.changed" })).toBe("321");
  expect(await names({ objectKind: "source", objectId: "source-1" })).toBe("654");
  expect(await names({ from: "2026-11-02", to: "2026-11-04" })).toBe("432");
  expect(await names({ actor: "system", from: "2026-11-03" })).toBe("64");
  expect(await names({ actor: "", action: "", from: "", to: "", cursor: "" })).toBe("654321");
});

test("days of the filter are days in the workspace's time zone", async () => {
  const { names } = await scene("Europe/Vienna");
  expect(await names({ from: "2026-11-02", to: "2026-11-02" })).toBe("1");
});

test("pages follow each other without gap or repeat", async () => {
  const { admin } = await scene();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(admin, { limit: 4, cursor });
    seen.push(...page.items.map((entry) => entry.object.name.split(" ")[1] ?? ""));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.join("")).toBe("654321");
});

test("an entry says who, what and from → to", async () => {
  const { admin } = await scene();
  const { items } = await listAudit(admin, { limit: 1, actor: admin.actor.id });
  expect(items).toMatchObject([
    {
      actor: { kind: "user", id: admin.actor.id, name: "Ada" },
      action: "source.changed",
      object: { kind: "source", id: "source-1", name: "source 5" },
      changes: { name: { from: null, to: "5" } },
    },
  ]);
});

test("the filters offer what the log holds", async () => {
  const { admin } = await scene();
  expect(await listAuditFacets(admin, {})).toEqual({
    actors: [
      { value: admin.actor.id, name: "Ada" },
      { value: "system", name: "Junction" },
    ],
    actions: ["export.changed", "source.changed"],
    objectKinds: ["export", "source"],
  });
});

test("only Admins read the log", async () => {
  const { workspace } = await scene();
  for (const role of ["viewer", "marketer"] as const) {
    const member = await testMember(workspace, role);
    await expect(listAudit(member, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAuditFacets(member, {})).rejects.toMatchObject({ code: "forbidden" });
  }
});
