import pg from "pg";
import { z } from "zod";

/** Where an installation is reached, and where its sandbox listens. */
const place = z
  .object({
    url: z.string(),
    /** False: nobody said so (JUNCTION_URL), it is where the web process of `npm start` listens. */
    isGiven: z.boolean(),
    sandboxPort: z.number(),
    mailPort: z.number(),
  })
  .partial();
export type Place = z.output<typeof place>;

const NAME = "place";

/** Asks a database something at the start of a process. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "junction start" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Notes what a process was told, for those of the same database that were not; what it does not say stays as it was noted. */
export async function notePlace(databaseUrl: string, told: Place): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(
      `insert into settings (name, value) values ($1, $2::jsonb)
       on conflict (name) do update set value = settings.value || excluded.value`,
      [NAME, JSON.stringify(told)],
    ),
  );
}

/** What was noted last; empty where nobody did. */
export async function knownPlace(databaseUrl: string): Promise<Place> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ value: unknown }>("select value from settings where name = $1", [NAME]),
  );
  return place.safeParse(rows[0]?.value).data ?? {};
}
