import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { tempDir } from "../testing/temp-dir.ts";
import { contentHash, hashOf, isBuildSource, isBuilt, sourcesHash } from "./build-stamp.mjs";
import { checkBuilt } from "./prepare.mjs";

test.each([
  ["app/(console)/page.tsx", true],
  ["components/ui/chip.module.css", true],
  ["lib/exports/verbs/create-export.ts", true],
  ["prisma/schema/exports.prisma", true],
  ["public/a.png", true],
  ["proxy.ts", true],
  ["package-lock.json", true],
  ["lib/exports/schedule.test.ts", false],
  ["lib/testing/database.ts", false],
  ["lib/launch/main.ts", false],
  ["lib/db/generated/client.ts", false],
  ["lib/decisions/001-event-log.md", false],
  ["prisma/migrations/1_a/migration.sql", false],
  ["e2e/exports.spec.ts", false],
  ["README.md", false],
])("a change of %s asks for a new build: %s", (path, asks) => {
  expect(isBuildSource(path)).toBe(asks);
});

test.each([
  ["the same sources, built to the end", { stamp: "a", hash: "a", finished: true }, true],
  ["changed sources", { stamp: "a", hash: "b", finished: true }, false],
  ["a build that was broken off", { stamp: "a", hash: "a", finished: false }, false],
  ["no build yet", { stamp: "", hash: "a", finished: false }, false],
])("with %s there is nothing to build: %s", (_case, state, built) => {
  expect(isBuilt(state)).toBe(built);
});

const root = tempDir();
function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  write("app/page.tsx", "page");
  write("lib/a.ts", "a");
  write("lib/a.test.ts", "test");
  write("package-lock.json", "{}");
});

test.each([
  ["nothing", () => {}, true],
  ["a test", () => write("lib/a.test.ts", "another test"), true],
  ["the launcher", () => write("lib/launch/main.ts", "x"), true],
  ["the same text written again", () => write("lib/a.ts", "a"), true],
  ["a source", () => write("lib/a.ts", "b"), false],
  ["a new source", () => write("components/b.tsx", "b"), false],
  ["a source that is gone", () => rmSync(join(root, "lib/a.ts")), false],
  ["the packages", () => write("package-lock.json", "{ }"), false],
] satisfies [string, () => void, boolean][])(
  "a start after a change of %s builds nothing: %s",
  (_case, change, same) => {
    const before = sourcesHash(root);
    change();
    expect(sourcesHash(root) === before).toBe(same);
  },
);

test("a process by itself starts on a build of the sources that lie there, and says so of one that is missing or old", () => {
  write("prisma.config.ts", "");
  write("prisma/schema/a.prisma", "model A");
  const build = () => {
    write("node_modules/.junction-lock", hashOf("{}"));
    const schema = ["prisma/schema/a.prisma", "package-lock.json", "prisma.config.ts"];
    write("lib/db/generated/.schema", contentHash(root, schema));
    write(".next/junction-sources", sourcesHash(root));
  };
  expect(() => checkBuilt("worker", root)).toThrow("There is no build");
  build();
  checkBuilt("worker", root);
  checkBuilt("web", root);
  write("lib/a.ts", "b");
  expect(() => checkBuilt("web", root)).toThrow("is of other sources");
  checkBuilt("worker", root);
  write("prisma/schema/a.prisma", "model B");
  expect(() => checkBuilt("worker", root)).toThrow("is of other sources");
  build();
  write("package-lock.json", "{ }");
  expect(() => checkBuilt("worker", root)).toThrow("is of other sources");
});
