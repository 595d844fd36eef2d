import type { DraftOf } from "../draft.ts";

export type Ref = DraftOf<"did">["events"][number];

const kinds = { track: "Event", page: "Page", screen: "Screen" } as const;
type Kind = keyof typeof kinds;
const isKind = (type: string): type is Kind => Object.hasOwn(kinds, type);

const keyOf = ({ type = "track", name }: Ref): string => `${type}:${name ?? ""}`;

/** An event by the value of its option. */
export function refOf(key: string): Ref {
  const [type = "track"] = key.split(":", 1);
  const name = key.slice(type.length + 1);
  return { type: type === "page" || type === "screen" ? type : "track", name: name === "" ? null : name };
}

/**
 * What a picker of events offers: what was seen, what is chosen, and what was just typed, if no event has this name yet. The
 * journey is often drawn before the app sends its first event.
 */
export function eventChoices(seen: { type: string; name: string }[], events: Ref[], typed: string) {
  const chosen = events.map(keyOf);
  const known = new Set([
    ...seen.filter(({ type }) => isKind(type)).map(({ type, name }) => `${type}:${name}`),
    ...chosen,
  ]);
  const all = Object.keys(kinds) as Kind[];
  const name = typed.trim();
  const isNew = name !== "" && all.every((type) => !known.has(`${type}:${name}`));
  const groups = [
    ...all.map((type) => ({
      group: `${kinds[type]}s`,
      items: [
        ...(type === "track" ? [] : [{ value: `${type}:`, label: `Any ${type}` }]),
        ...[...known]
          .filter((key) => key.startsWith(`${type}:`) && key !== `${type}:`)
          .map((key) => ({ value: key, label: key.slice(type.length + 1) })),
      ],
    })),
    {
      group: "Not seen yet",
      items: isNew
        ? all.map((type) => ({ value: `${type}:${name}`, label: `${kinds[type]} “${name}”` }))
        : [],
    },
  ];
  return { chosen, data: groups.filter(({ items }) => items.length > 0) };
}

/**
 * What Enter chooses behind a name that was typed: the event of this name, else one that was not seen yet. Null: it may be a part
 * of a name.
 */
export function choiceTyped({ chosen, data }: ReturnType<typeof eventChoices>, typed: string): string | null {
  const name = typed.trim();
  const left = data.flatMap(({ items }) => items).filter(({ value }) => !chosen.includes(value));
  const meant = left.find(({ value }) => name !== "" && refOf(value).name === name);
  const isPart = left.some(({ value, label }) => {
    const other = refOf(value).name;
    return other !== name && label.toLowerCase().includes(name.toLowerCase());
  });
  return meant && (meant.label === name || !isPart) ? meant.value : null;
}
