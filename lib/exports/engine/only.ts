/** Narrows a source to some of its records; an event or a person counts when any of the lists names it. */
export type Only = {
  people: string[];
  names: string[];
  /** One event by its number, whatever the lists say. */
  seq: string | null;
};

type Add = (value: unknown, type: string) => string;

/** SQL behind the conditions on events `e`; empty for all of them. */
export function onlyEvents(only: Only | null | undefined, add: Add): string {
  if (!only) {
    return "";
  }
  if (only.seq !== null) {
    return ` and e.seq = ${add(only.seq, "bigint")}`;
  }
  const parts = [
    ...(only.people.length > 0 ? [`e.person_id = any(${add(only.people, "uuid[]")})`] : []),
    ...(only.names.length > 0 ? [`e.name = any(${add(only.names, "text[]")})`] : []),
  ];
  return parts.length > 0 ? ` and (${parts.join(" or ")})` : " and false";
}

/** The same for people `p`. */
export function onlyPeople(only: Only | null | undefined, add: Add): string {
  return only ? ` and p.id = any(${add(only.people, "uuid[]")})` : "";
}
