import { z } from "zod";
import { plainText } from "../../access/fields.ts";
import { isJsonObject, type Json } from "../../kernel/json.ts";
import { eventFilter } from "../../segments/definition.ts";
import type { EventsAsked } from "../matching/events.ts";
import { whereWords } from "./phrases.ts";

const operators = ["equals", "contains", "starts_with", "ends_with"] as const;
const operatorWords: Record<string, string> = {
  equals: "",
  contains: "with ",
  starts_with: "beginning with ",
  ends_with: "ending in ",
};

const op = z.enum(operators);
const address = z.object({ op, value: plainText(512).min(1, "Fill this in") });
type Address = z.output<typeof address>;
const where = z.array(eventFilter).max(9, "At most 9 filters").default([]);

/** A page by its address. */
export const pageAsked = z.object({ url: address, where });
type PageAsked = z.output<typeof pageAsked>;

/** A visit by the address of the page that led to it. */
export const referrerAsked = z.object({ referrer: address, where });
type ReferrerAsked = z.output<typeof referrerAsked>;

/** Pages to be counted: with no address any page. */
export const pagesAsked = z.object({ url: z.object({ op, value: plainText(512) }), where });
type PagesAsked = z.output<typeof pagesAsked>;

/** Visits, as events, of which a property, named as Segment's spec of page calls has it, holds such an address. */
function visitsWhere(property: "url" | "referrer", { op, value }: Address, more: EventsAsked["where"]) {
  const asked: EventsAsked["where"] =
    value === "" ? [] : [{ of: "properties", path: [property], test: { type: "text", op, value } }];
  const visits: EventsAsked = { events: [{ type: "page", name: null }], where: [...asked, ...more] };
  return visits;
}

/** The page's visits, as events. */
export const visitsOf = ({ url, where }: PageAsked | PagesAsked): EventsAsked =>
  visitsWhere("url", url, where);

/** Visits that come from such a page, as events. */
export const visitsFrom = ({ referrer, where }: ReferrerAsked): EventsAsked =>
  visitsWhere("referrer", referrer, where);

/** A page by the rule for its address: "a page with /checkout". */
export function addressWords(given: Json | undefined): string {
  const { op, value } = isJsonObject(given) ? given : {};
  return `a page ${operatorWords[String(op)] ?? ""}${typeof value === "string" && value !== "" ? value : "…"}`;
}

const whereOf = (asked: Json | undefined): string =>
  whereWords(isJsonObject(asked) ? asked.where : undefined);

/** Which page, with what else is asked of the visit: "a page with /checkout where plan is gold". */
export const pageRuleWords = (page: Json | undefined): string =>
  addressWords(isJsonObject(page) ? page.url : undefined) + whereOf(page);

/** From which page a visit comes, with what else is asked of it. */
export const referrerWords = (from: Json | undefined): string =>
  addressWords(isJsonObject(from) ? from.referrer : undefined) + whereOf(from);

/** So many visits: "3 page visits", "3 visits of a page with /product". */
export function visitsWords(count: Json | undefined, pages: Json | undefined): string {
  const times = typeof count === "number" ? count : "…";
  const many = count === 1 ? "visit" : "visits";
  const url = isJsonObject(pages) && isJsonObject(pages.url) ? pages.url : {};
  return typeof url.value === "string" && url.value !== ""
    ? `${times} ${many} of ${pageRuleWords(pages)}`
    : `${times} page ${many}${whereOf(pages)}`;
}
