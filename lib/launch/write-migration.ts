import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "../db/migrate.ts";
import { schemaDiff } from "../db/schema-diff.ts";
import { Unstartable, wordsOf } from "./unstartable.ts";

export type NewMigration = {
  name: string;
  /** An empty database that may be thrown away. */
  url: string;
  migrationsDir: string;
  schemaDir: string;
  now: Date;
};

/** Throws one sentence for a name that cannot stand in the folder of a migration. */
export function checkMigrationName(name: string): void {
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw new Unstartable(
      "Give the migration a name of a-z, 0-9 and _, for example: npm run db:migration -- add_campaigns",
    );
  }
}

/**
 * Writes what the schema has beyond the migrations into a new migration and returns its folder's name, which sorts after
 * all others by its UTC stamp; null when there is nothing to write. Throws one sentence for a schema that is wrong.
 */
export async function writeMigration(options: NewMigration): Promise<string | null> {
  const { name, url, migrationsDir, schemaDir, now } = options;
  checkMigrationName(name);
  await migrate(url, migrationsDir);
  const sql = await schemaDiff(url, schemaDir).catch((cause) => {
    throw new Unstartable(`prisma/schema cannot be read: ${wordsOf(cause)}`, { cause });
  });
  if (sql === "") {
    return null;
  }
  const folder = `${now.toISOString().replaceAll(/\D/g, "").slice(0, 14)}_${name}`;
  await mkdir(join(migrationsDir, folder));
  await writeFile(join(migrationsDir, folder, "migration.sql"), `${sql}\n`);
  return folder;
}
