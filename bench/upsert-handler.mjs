// The least that an endpoint for users of audiences could do: one upsert for each call, in a commit of its own, through a
// pool. Takes the database's address and the size of the pool; prints its port, then answers.
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.argv[2], max: Number(process.argv[3]) });
await pool.query(`create table if not exists bench_members (workspace_id uuid, audience_id uuid, identity text,
  properties jsonb not null, updated_at timestamptz not null, primary key (workspace_id, audience_id, identity))`);
const upsert = `insert into bench_members values ('00000000-0000-7000-8000-000000000001',
  '00000000-0000-7000-8000-000000000002', $1, $2, $3) on conflict (workspace_id, audience_id, identity)
  do update set properties = excluded.properties, updated_at = excluded.updated_at`;

const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", async () => {
    const { time, detail } = JSON.parse(Buffer.concat(pieces).toString());
    const values = [detail.identity, JSON.stringify(detail.key_values), time];
    await pool.query({ name: "upsert", text: upsert, values });
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"status":"ok"}');
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${server.address().port}\n`);
});
// The parent's end closes this stream, however it ends.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
