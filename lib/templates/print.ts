import type { TemplateContext } from "./types.ts";

/** Formats of moments by zone: making one takes a thousand times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 600;

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  if (formats.size >= MAX_FORMATS) {
    formats.clear();
  }
  formats.set(zone, made);
  return made;
}

/** A moment as CleverTap's Liquid prints it: `YYYY-MM-DD HH:mm:ss`. */
export function momentText(at: Date, zone: string): string {
  return formatIn(zone).format(at);
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
/** CleverTap's way to mark a text as a date (contracts §1.5); birthdays lie before 1970 as well. */
const clevertapMoment = /^\$D_(-?\d{1,12})$/;

/** What the author wrote as a text of its own: `default: "<b>friend</b>"`. In HTML it is HTML, as all that they write. */
export class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * The texts that say moments. `said`: with their zone, or in CleverTap's way. `marked`: in CleverTap's way alone, as in the
 * payload of a call, whose other texts stay texts (contracts §1.5, §2.2).
 */
export type Moments = "said" | "marked";

/** The moment that a text says; null for all others. */
export function momentOf(text: string, moments: Moments = "said"): Date | null {
  const isIso = moments === "said" && text.length >= 17 && text.charCodeAt(10) === 84 && isoMoment.test(text);
  const seconds = isIso || text.charCodeAt(0) !== 36 ? undefined : clevertapMoment.exec(text)?.[1];
  const at = isIso ? new Date(text) : seconds === undefined ? null : new Date(Number(seconds) * 1_000);
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

function plainText(value: unknown, zone: string, moments: Moments): string {
  switch (typeof value) {
    case "string": {
      const at = momentOf(value, moments);
      // Half of a character is no text: partners refuse it, and no database keeps it.
      return at === null ? value.toWellFormed() : momentText(at, zone);
    }
    case "number":
    case "boolean":
      return String(value);
    case "object":
      if (Array.isArray(value)) {
        return value.map((item) => plainText(item, zone, moments)).join("");
      }
      if (value instanceof Written) {
        return value.text;
      }
      return value === null ? "" : JSON.stringify(value);
    default:
      return "";
  }
}

const special = /[&<>"']/;
const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

function forHtml(text: string): string {
  return special.test(text)
    ? text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
    : text;
}

type Print = (value: unknown, zone: string, moments: Moments) => string;

/** Makes text of values: as Liquid prints them, then as the place that they go to asks for. */
export const printers: Record<TemplateContext, Print> = {
  text: plainText,
  html: (value, zone, moments) =>
    value instanceof Written ? value.text : forHtml(plainText(value, zone, moments)),
  // Within the quotes of a JSON text; lists and objects have none around them and stay what they are.
  json: (value, zone, moments) =>
    typeof value === "object" && value !== null && !(value instanceof Written)
      ? JSON.stringify(value)
      : JSON.stringify(plainText(value, zone, moments)).slice(1, -1),
  url: (value, zone, moments) => encodeURIComponent(plainText(value, zone, moments)),
};

/** What no address may have in it, however it is divided (RFC 3986 §2). */
const noAddress = /[^\x21-\x7e]|["<>\\^`{|}]/gu;

/** A value that is an address or its beginning: what divides an address, and what is encoded already, stays. */
export const addressText: Print = (value, zone, moments) =>
  plainText(value, zone, moments).replace(noAddress, encodeURIComponent);

/** Filters after which a value is fit for the place: `raw` by the author's word, the others because they escape themselves. */
export const safeAfter: Record<TemplateContext, string[]> = {
  text: ["raw"],
  html: ["raw", "escape", "escape_once"],
  json: ["raw", "json"],
  url: ["raw", "url_encode"],
};
