/** CleverTap's closed list of tags (contracts §3.2), by the tags that open or stand alone. */
export const allowedTags = [
  "if",
  "unless",
  "case",
  "for",
  "tablerow",
  "assign",
  "raw",
  "comment",
  "break",
  "continue",
  "abort",
  "now",
] as const;

/** The filter that stands in for a missing value. */
export const OWN_FILTER = "default";

/** What CleverTap's page on Liquid tags shows beside it: `{{ "now" | date: "%Y-%m-%d" }}`, and `split` for lists in a text. */
export const shownFilters = ["date", "split"];

/**
 * Standard filters of Liquid as liquidjs has them. CleverTap documents none but those of `shownFilters`, so a text that uses
 * another one works here and may not there. Left out are those that answer differently each time (`sample`), that parse further Liquid while
 * rendering (`where_exp` and its like), and Jekyll's.
 */
export const beyondFilters = [
  ...[
    "abs",
    "at_least",
    "at_most",
    "ceil",
    "divided_by",
    "floor",
    "minus",
    "modulo",
    "plus",
    "round",
    "times",
  ],
  ...["append", "capitalize", "downcase", "lstrip", "prepend", "remove", "remove_first", "remove_last"],
  ...["replace", "replace_first", "replace_last", "rstrip", "slice", "split", "strip", "strip_newlines"],
  ...["truncate", "truncatewords", "upcase", "size", "date"],
  ...["compact", "concat", "find", "find_index", "first", "has", "join", "last", "map", "reject", "reverse"],
  ...["sort", "sort_natural", "sum", "uniq", "where"],
  ...["escape", "escape_once", "newline_to_br", "strip_html", "url_decode", "url_encode"],
  ...["base64_decode", "base64_encode", "json", "raw"],
];

/** Standard filters that need a value behind their name. liquidjs tells of it while it renders, or prints "NaN". */
export const needsValue: ReadonlySet<string> = new Set([
  ...[
    "append",
    "prepend",
    "remove",
    "remove_first",
    "remove_last",
    "replace",
    "replace_first",
    "replace_last",
  ],
  ...["split", "slice", "plus", "minus", "times", "divided_by", "modulo", "at_least", "at_most"],
  ...["concat", "find", "find_index", "has", "map", "reject", "where"],
]);

/** CleverTap's own fields of a profile; its samples write them in either case (`Profile.name`, `Profile.Email`). */
const systemFields = [
  ...["Name", "Email", "Identity", "Phone", "Gender", "DOB", "Age", "Tz", "Timezone", "Photo"],
  ...["Employed", "Education", "Married", "Customer Type"],
];
/** What RudderStack's and Segment's traits call those that CleverTap has another word for (contracts §7.3), and its own two for one. */
const otherWords: Record<string, string[]> = {
  DOB: ["birthday"],
  Photo: ["avatar"],
  "Customer Type": ["customerType"],
  Tz: ["Timezone", "timezone"],
  Timezone: ["Tz", "tz"],
};
const systemField = new Map(systemFields.map((name) => [name.toLowerCase(), name]));

/** The spellings under which a field of a profile is looked for, the one that was written first. */
export function spellingsOf(field: string): string[] {
  const name = systemField.get(field.toLowerCase());
  return name === undefined
    ? [field]
    : [...new Set([field, name, name.toLowerCase(), ...(otherWords[name] ?? [])])];
}

/**
 * So many of a list's newest values stand for `ConstantEventProperty`; a loop's `limit:` says otherwise, and an index reaches
 * all of them (contracts §3.1).
 */
export const CONSTANT_VALUES = 5;

export const templateLimits = {
  /** characters of a template */
  textChars: 200_000,
  /** characters of what it makes */
  outputChars: 1_000_000,
  /** turns of all its loops together, so that the same text ends in the same way on every machine */
  turns: 50_000,
  /** for filters that take long each */
  renderMs: 1_000,
  /** elements of a range such as `(1..10)` */
  rangeSize: 10_000,
  /** what its filters may build up, in characters and elements */
  filterMemory: 4_000_000,
  problems: 50,
  /** blocks in blocks, operators of an expression, steps of a path, filters in a row: each is a call within a call */
  depth: 50,
} as const;
