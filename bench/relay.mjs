// The least that could follow what is written: a listener that is woken by each commit and writes a row of its own. Takes
// the database's address; prints "ready", then works until its parent ends.
import pg from "pg";

const client = new pg.Client({ connectionString: process.argv[2] });
const writers = new pg.Pool({ connectionString: process.argv[2], max: 10 });
for (const each of [client, writers]) {
  each.on("error", () => process.exit(0));
}
await client.connect();
client.on("notification", ({ payload }) => {
  writers.query({ name: "follow", text: "insert into bench_members (id) values ($1)", values: [payload] });
});
await client.query("listen bench_events");
process.stdout.write("ready\n");
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
