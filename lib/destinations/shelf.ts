import type { Ctx } from "../context.ts";
import { parse } from "../kernel/parse.ts";
import { profilesLike } from "../people/profiles.ts";
import { fieldFault } from "./choices.ts";
import { type ChooseShelf, chooseShelf } from "./schema.ts";
import type { ShelfFilter } from "./shelf-store.ts";

type Conditions = { code?: string; name?: string; search?: string };

/** Conditions as the store takes them; a search also names people by the beginning of an identifier. */
export async function shelfFilterOf(
  ctx: Ctx,
  { code, name, search }: Conditions,
): Promise<Omit<ShelfFilter, "state" | "ids">> {
  return {
    code: code ?? null,
    name: name ?? null,
    search: search ? { text: search, people: await profilesLike(ctx, search) } : null,
  };
}

/** What somebody chose from a shelf. Throws `invalid` for an empty choice or two: neither is taken for "all". */
export async function chosenOf(
  ctx: Ctx,
  input: ChooseShelf,
): Promise<{ id: string; filter: Omit<ShelfFilter, "state"> }> {
  const { id, ids, matching } = parse(chooseShelf, input);
  if ((ids === undefined) === (matching === undefined)) {
    throw fieldFault("invalid", "ids", "Choose entries by their ids, or all open ones with `matching`.");
  }
  const conditions = await shelfFilterOf(ctx, matching ?? {});
  return { id, filter: { ...conditions, ids: ids ?? null } };
}
