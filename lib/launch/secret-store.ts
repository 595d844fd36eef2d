import { withClient } from "./place-store.ts";
import { derivedSecret } from "./secret.ts";
import type { Settings } from "./settings.ts";
import { Unstartable } from "./unstartable.ts";

const NAME = "secret";

const OTHER =
  "The processes of this database were started with another JUNCTION_SECRET. With two of them sign-ins end, links in mails are not known and keys of connections cannot be read.";
const WHERE =
  'It is what JUNCTION_SECRET says there, or else the file "secret" in the data folder of the machine that was started first.';

/**
 * Notes by which secret the processes of a database run. Throws where another is noted and nobody set this one: it was made
 * here, because JUNCTION_SECRET was forgotten. One that was set is taken for a change that is meant; then what to say of it.
 */
export async function noteSecret(
  databaseUrl: string,
  secret: string,
  settings: Pick<Settings, "DATABASE_URL" | "JUNCTION_SECRET">,
): Promise<string | null> {
  const own = derivedSecret(secret, "which secret");
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ known: string }>(
      `insert into settings as s (name, value) values ($1, to_jsonb($2::text))
       on conflict (name) do update set value = s.value returning value #>> '{}' as known`,
      [NAME, own],
    );
    if (rows[0]?.known === own) {
      return null;
    }
    if (settings.DATABASE_URL && !settings.JUNCTION_SECRET) {
      throw new Unstartable(
        `${OTHER} Set it to theirs. ${WHERE} Where it is lost, set a new one for all and enter the keys of connections again.`,
      );
    }
    await client.query("update settings set value = to_jsonb($2::text) where name = $1", [NAME, own]);
    return `${OTHER} Where this change is not meant, set it to theirs. ${WHERE}`;
  });
}
