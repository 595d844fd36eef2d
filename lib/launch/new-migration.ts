import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { migrate } from "../db/migrate.ts";
import { schemaDiff } from "../db/schema-diff.ts";
import { startPostgres } from "./postgres.ts";

const migrationsDir = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

// `npm run db:migration -- <name>`: writes what prisma/schema has beyond prisma/migrations into a new migration.
const name = process.argv[2] ?? "";
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error(
    "Give the migration a name of a-z, 0-9 and _, for example: npm run db:migration -- add_campaigns",
  );
  process.exit(1);
}
const dir = await mkdtemp(join(tmpdir(), "junction-migration-"));
const server = await startPostgres({ dir, throwaway: true });
try {
  const url = server.url("postgres");
  await migrate(url);
  const sql = await schemaDiff(url);
  if (sql === "") {
    console.log("The migrations already say what prisma/schema says; nothing was written.");
  } else {
    const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
    const folder = join(migrationsDir, `${stamp}_${name}`);
    await mkdir(folder);
    await writeFile(join(folder, "migration.sql"), `${sql}\n`);
    console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql; read it before it runs anywhere.`);
  }
} finally {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
}
