import Bowser from "bowser";
import type { Json } from "../kernel/json.ts";

export type Browser = { name: string; version?: string };

/** Longer ones are made up; patterns are not tried on them any further. */
const AGENT_CHARS = 1_000;
/** Browsers begin so, since the first ones; apps and servers name their own library. */
const BROWSER = /^(Mozilla|Opera)\//;
const names = new Set(Object.values(Bowser.BROWSER_MAP));

function brandsOf(brands: Json): { brand: string; version: string }[] {
  return (Array.isArray(brands) ? brands : []).flatMap((each) =>
    each !== null &&
    typeof each === "object" &&
    !Array.isArray(each) &&
    typeof each.brand === "string" &&
    typeof each.version === "string"
      ? [{ brand: each.brand, version: each.version }]
      : [],
  );
}

/**
 * The browser that sent an event, by its user agent and what it says of itself besides (`userAgentData.brands`, which alone
 * tells Brave from Chrome); null where it was none that is known, as with calls of apps and servers.
 */
export function readBrowser(agent: string, brands: Json): Browser | null {
  if (!BROWSER.test(agent)) {
    return null;
  }
  const hints = brandsOf(brands);
  const { name, version } = Bowser.getParser(
    agent.slice(0, AGENT_CHARS),
    hints.length > 0 ? { brands: hints } : undefined,
  ).getBrowser();
  return name && names.has(name) ? { name, ...(version && { version }) } : null;
}
