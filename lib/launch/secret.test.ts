import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../testing/temp-dir.ts";
import { derivedSecret, installationSecret } from "./secret.ts";

const dataDir = tempDir();

test("processes that start at once agree on one secret, which only its owner can read", async () => {
  const secrets = await Promise.all([1, 2, 3, 4].map(() => installationSecret({ dataDir })));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(readFileSync(join(dataDir, "secret"), "utf8")).toBe(secrets[0]);
  expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
  expect(await installationSecret({ dataDir })).toBe(secrets[0]);
});

test("a secret that is set comes before the one in the data folder", async () => {
  expect(await installationSecret({ dataDir, JUNCTION_SECRET: "set by the operator" })).toBe(
    "set by the operator",
  );
});

test("a derived secret differs by purpose and by installation", () => {
  const derived = [derivedSecret("a", "x"), derivedSecret("a", "y"), derivedSecret("b", "x")];
  expect(new Set(derived).size).toBe(3);
  expect(derivedSecret("a", "x")).toBe(derived[0]);
});
