import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

/** The schema of Junction. */
export const schemaDir = fileURLToPath(new URL("../../prisma/schema", import.meta.url));

type Glue = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(exports: WebAssembly.Exports): void };

// Prisma's engine as WebAssembly, started by hand: Node 20 cannot import a .wasm file, and the native engine would
// have to be downloaded.
async function loadEngine(): Promise<typeof SchemaEngine> {
  const entry = import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue: Glue = await import(entry);
  const { instance } = await WebAssembly.instantiate(
    await readFile(new URL("schema_engine_bg.wasm", entry)),
    { "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports },
  );
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue.SchemaEngine;
}

const charOid = 18;
const textOid = 25;
const charColumns = new WeakMap<object, number[]>();

// The engine asks the catalogue for columns of PostgreSQL's internal type "char", which Prisma's adapter does not know.
// The pool announces them as text and remembers which they were; the adapter then says so to the engine.
class CataloguePool extends pg.Pool {
  override query = (async (...args: Parameters<pg.Pool["query"]>) => {
    const result = (await super.query(...args)) as unknown as pg.QueryResult;
    const columns = result.fields.flatMap((field, index) => (field.dataTypeID === charOid ? [index] : []));
    for (const index of columns) {
      Object.assign(result.fields[index] ?? {}, { dataTypeID: textOid });
    }
    charColumns.set(result.rows, columns);
    return result;
  }) as pg.Pool["query"];
}

class CatalogueAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const ask = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      queryRaw: async (query: Parameters<typeof ask>[0]) => {
        const answer = await ask(query);
        for (const index of charColumns.get(answer.rows) ?? []) {
          answer.columnTypes[index] = ColumnTypeEnum.Character;
        }
        return answer;
      },
    });
  }
}

async function schemaFilesIn(folder: string): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma"));
  return Promise.all(
    names.sort().map(async (name) => {
      const path = `${folder}/${name}`;
      return { path, content: await readFile(path, "utf8") };
    }),
  );
}

// Once per process: the glue module holds the state of the one instance it was given.
let engineClass: Promise<typeof SchemaEngine> | undefined;

/** The SQL that would bring the database to the state of `prisma/schema`, as Prisma sees both. */
export async function schemaDiff(databaseUrl: string, folder = schemaDir): Promise<string> {
  engineClass ??= loadEngine();
  const files = await schemaFilesIn(folder);
  const pool = new CataloguePool({ connectionString: databaseUrl, max: 2 });
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(pool));
  const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
  const engine = await (await engineClass).new({ datamodels }, () => {}, adapter);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: folder },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    // The engine writes a comment when there is nothing to do.
    return (stdout ?? "").replace(/^-- This is an empty migration\.\s*$/, "").trim();
  } finally {
    engine.free();
    await pool.end();
  }
}
