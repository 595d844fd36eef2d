import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder of this test file, removed after its last test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "junction test "));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
