import pg from "pg";

type Column = { table: string; name: string; type: string; nullable: boolean };
type Fill = {
  uuid: string;
  text: string;
  /** Texts of columns that hold one of a few words (a status), by the column's name. */
  words?: Record<string, string>;
};

const columnsSql = `
  SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, NULL) AS type,
         NOT a.attnotnull AS nullable
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND EXISTS (SELECT 1 FROM pg_attribute w WHERE w.attrelid = c.oid AND w.attname = 'workspace_id')
  ORDER BY c.relname, a.attnum`;

function fillingOf({ name, type, nullable }: Column, workspaceId: string, fill: Fill): unknown {
  if (name === "workspace_id") {
    return workspaceId;
  }
  // When something ended (archived, revoked) or what it was merged into: what has ended is often not shown.
  if (nullable && ["timestamp with time zone", "uuid"].includes(type)) {
    return null;
  }
  const values: Record<string, unknown> = {
    uuid: fill.uuid,
    text: fill.words?.[name] ?? fill.text,
    jsonb: JSON.stringify({ [fill.text]: fill.text }),
    json: JSON.stringify({ [fill.text]: fill.text }),
    "text[]": [fill.text],
    "uuid[]": [fill.uuid],
    "bigint[]": [1],
    boolean: true,
    bigint: 1,
    integer: 1,
    smallint: 1,
    numeric: 1,
    "double precision": 1,
    bytea: Buffer.from(fill.text),
    date: "2026-11-23",
    "timestamp with time zone": "2026-11-23T12:00:00Z",
  };
  if (!(type in values)) {
    throw new Error(`fillEveryTable() has no value for a column of type ${type} (${name}).`);
  }
  return values[type];
}

/**
 * Writes one row of a workspace into every table that has a `workspace_id`, with the same id and the same text
 * everywhere, so that rows refer to each other and any of them is recognised wherever it shows up. Answers the tables.
 */
export async function fillEveryTable(url: string, workspaceId: string, fill: Fill): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Rows that could not exist (a status called "canary") are wanted here; foreign keys stand in the way.
    await client.query("SET session_replication_role = replica");
    const { rows } = await client.query<Column>(columnsSql);
    const tables = [...new Set(rows.map((row) => row.table))];
    for (const table of tables) {
      const columns = rows.filter((row) => row.table === table);
      const names = columns.map((column) => `"${column.name}"`).join(", ");
      const places = columns.map((_, index) => `$${index + 1}`).join(", ");
      await client.query(
        `INSERT INTO "${table}" (${names}) VALUES (${places})`,
        columns.map((column) => fillingOf(column, workspaceId, fill)),
      );
    }
    return tables;
  } finally {
    await client.end();
  }
}

/** The rows of a workspace as text, by the tables that have a `workspace_id`. */
export async function rowsOfWorkspace(url: string, workspaceId: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Column>(columnsSql);
    const texts: Record<string, string> = {};
    for (const table of new Set(rows.map((row) => row.table))) {
      const found = await client.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n' ORDER BY t::text) AS text FROM "${table}" t WHERE workspace_id = $1`,
        [workspaceId],
      );
      texts[table] = found.rows[0]?.text ?? "";
    }
    return texts;
  } finally {
    await client.end();
  }
}

/** Every row of every table of the database as text, for looking whether something stands in it. */
export async function wholeDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT quote_ident(nspname) || '.' || quote_ident(relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg_toast%'",
    );
    const texts: string[] = [];
    for (const { name } of rows) {
      const table = await client.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
      );
      texts.push(`${name}\n${table.rows[0]?.text ?? ""}`);
    }
    return texts.join("\n\n");
  } finally {
    await client.end();
  }
}
