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

/** A page by its address. */
export const pageAsked = z.object({
  url: z.object({ op: z.enum(operators), value: plainText(512).min(1, "Fill this in") }),
  where: z.array(eventFilter).max(9, "At most 9 filters").default([]),
});
type PageAsked = z.output<typeof pageAsked>;

/** The page's visits, as events. */
export function visitsOf({ url, where }: PageAsked): EventsAsked {
  return {
    events: [{ type: "page", name: null }],
    where: [{ of: "properties", path: ["url"], test: { type: "text", ...url } }, ...where],
  };
}

export function pageWords(page: Json | undefined): string {
  const url = isJsonObject(page) && isJsonObject(page.url) ? page.url : {};
  const value = typeof url.value === "string" && url.value !== "" ? url.value : "…";
  return `a page ${operatorWords[String(url.op)] ?? ""}${value}`;
}

/** The same with what else is asked of the visit. */
export const pageRuleWords = (page: Json | undefined): string =>
  pageWords(page) + whereWords(isJsonObject(page) ? page.where : undefined);
