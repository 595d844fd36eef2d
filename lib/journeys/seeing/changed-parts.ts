import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { sortedText } from "../impact.ts";
import { objectsIn, textIn } from "../nodes/phrases.ts";

/**
 * One thing that two settings say differently. `of`: the entry of a list that it belongs to, as a path of a split or a key;
 * empty: it is the node's own. null stands for what is not there.
 */
export type ChangedPart = { field: string; of: string; before: Json; after: Json };

/** Settings that hold others, which are told one by one. */
const holders = new Set(["content", "body"]);

type Entries = { by: string; called?: string; isOpened?: true };
/** Lists whose entries are told one by one, by what tells them apart; `called`: those without a name of their own. */
const lists: Record<string, Entries> = {
  paths: { by: "id", called: "Path", isOpened: true },
  branches: { by: "id", called: "Event", isOpened: true },
  goals: { by: "id", called: "Goal" },
  keyValues: { by: "key" },
  headers: { by: "name" },
  fields: { by: "key" },
  updates: { by: "property" },
};

const same = (one: Json | undefined, other: Json | undefined): boolean =>
  sortedText(one ?? null) === sortedText(other ?? null);

type Entry = { key: string; of: string; value: JsonObject };

function entriesOf(list: Json | undefined, { by, called }: Entries): Entry[] {
  const values = objectsIn(list);
  const names = values.map(({ name }) => textIn(name));
  return values.map((value, place) => {
    const key = textIn(value[by]) || `${place}`;
    const name = names[place] ?? "";
    // Two of one name are told apart by their places.
    const isOnly = name !== "" && names.indexOf(name) === names.lastIndexOf(name);
    return { key, of: called ? (isOnly ? name : `${name || called} ${place + 1}`) : key, value };
  });
}

/** The lists are whole where two entries of one cannot be told apart. */
const areApart = (entries: readonly Entry[]): boolean =>
  new Set(entries.map(({ key }) => key)).size === entries.length;

function changedEntries(field: string, before: Json, after: Json, entries: Entries): ChangedPart[] {
  const [old, next] = [entriesOf(before, entries), entriesOf(after, entries)];
  if (!areApart(old) || !areApart(next)) {
    return [{ field, of: "", before, after }];
  }
  const was = new Map(old.map((each) => [each.key, each]));
  const kept = new Set(next.map(({ key }) => key));
  const changed = next.flatMap(({ key, of, value }): ChangedPart[] => {
    const known = was.get(key);
    if (!known || !entries.isOpened) {
      return same(known?.value, value) ? [] : [{ field, of, before: known?.value ?? null, after: value }];
    }
    const { id: _id, ...is } = value;
    const { id: _was, ...were } = known.value;
    // What it was called before, where its name is what changed.
    return changedParts(were, is).map((part) => ({ ...part, of: known.of }));
  });
  const gone = old.filter(({ key }) => !kept.has(key));
  const order = (of: readonly Entry[], others: ReadonlyMap<string, unknown> | ReadonlySet<string>) =>
    of.filter(({ key }) => others.has(key));
  const [first, then] = [order(old, kept), order(next, was)];
  const isMoved = entries.isOpened && first.some(({ key }, place) => key !== then[place]?.key);
  const names = (of: readonly Entry[]) => of.map((each) => each.of);
  return [
    ...changed,
    ...gone.map(({ of, value }) => ({ field, of, before: value, after: null })),
    ...(isMoved ? [{ field: "order", of: "", before: names(first), after: names(then) }] : []),
  ];
}

/** What two settings say differently, in the order of what they say. */
export function changedParts(before: JsonObject, after: JsonObject): ChangedPart[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field): ChangedPart[] => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    if (same(was, is)) {
      return [];
    }
    const list = lists[field];
    if (list && (Array.isArray(was) || was === null) && (Array.isArray(is) || is === null)) {
      return changedEntries(field, was, is, list);
    }
    return holders.has(field) && isJsonObject(was) && isJsonObject(is) && same(was.kind, is.kind)
      ? changedParts(was, is)
      : [{ field, of: "", before: was, after: is }];
  });
}
