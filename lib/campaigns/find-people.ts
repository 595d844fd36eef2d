import type { Ctx } from "../context.ts";
import { normaliseEmail, normalisePhone } from "../people/identify.ts";
import { peopleOf } from "../people/people-of.ts";
import { personIdsAmong } from "../people/profiles.ts";
import { type KnownPerson, knownPeople } from "./person-store.ts";

/** People by their id, user ID, e-mail or phone, by what was asked for; what nobody is known by is not in it. */
export async function findPeople(ctx: Ctx, texts: string[]): Promise<Map<string, KnownPerson>> {
  const found = await personIdsAmong(ctx, texts);
  const left = () => texts.filter((text) => !found.has(text));
  const by = async (kind: "user_id" | "email" | "phone", normal: (text: string) => string | undefined) => {
    const wanted = left().flatMap((text) => {
      const value = normal(text);
      return value === undefined ? [] : [{ text, value }];
    });
    const owners = await peopleOf(
      ctx,
      kind,
      wanted.map(({ value }) => value),
    );
    for (const { text, value } of wanted) {
      const owner = owners.get(value);
      if (owner) {
        found.set(text, owner);
      }
    }
  };
  await by("user_id", (text) => text);
  await by("email", normaliseEmail);
  await by("phone", normalisePhone);
  const rows = await knownPeople(ctx.db, ctx.workspaceId, [...new Set(found.values())]);
  const known = new Map(rows.map((row) => [row.personId, row]));
  return new Map(
    [...found].flatMap(([text, id]) => {
      const row = known.get(id);
      return row ? [[text, row] as const] : [];
    }),
  );
}

/** The same for one. Null: nobody is known by it. */
export async function findPerson(ctx: Ctx, text: string): Promise<KnownPerson | null> {
  return (await findPeople(ctx, [text.trim()])).get(text.trim()) ?? null;
}

export type PersonView = { id: string; name: string | null; userId: string | null; email: string | null };

export function personViewOf({ personId, name, user_id, email }: KnownPerson): PersonView {
  return { id: personId, name, userId: user_id, email };
}
