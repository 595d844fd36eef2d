import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrationsDir } from "../db/migrate.ts";
import { schemaDir } from "../db/schema-diff.ts";
import { startPostgres } from "./postgres.ts";
import { Unstartable } from "./unstartable.ts";
import { checkMigrationName, writeMigration } from "./write-migration.ts";

// `npm run db:migration -- <name>`: writes what prisma/schema has beyond prisma/migrations into a new migration.
async function run(name: string): Promise<void> {
  checkMigrationName(name);
  const dir = await mkdtemp(join(tmpdir(), "junction-migration-"));
  const server = await startPostgres({ dir, throwaway: true });
  try {
    const url = server.url("postgres");
    const folder = await writeMigration({ name, url, migrationsDir, schemaDir, now: new Date() });
    console.log(
      folder === null
        ? "The migrations already say what prisma/schema says; nothing was written."
        : `Wrote prisma/migrations/${folder}/migration.sql; read it. The next start applies it.`,
    );
  } finally {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

try {
  await run(process.argv[2] ?? "");
} catch (error) {
  console.error(error instanceof Unstartable ? error.message : error);
  process.exitCode = 1;
}
