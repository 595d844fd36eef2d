import { z } from "zod";
import { isJsonObject, type Json } from "../kernel/json.ts";
import type { CampaignDraft } from "./document.ts";

const id = z.uuid();

/** The accounts that a draft names, by their partner. What cannot be an account's id names none. */
export function draftConnections({ what }: CampaignDraft): Record<string, string> {
  const chosen: Json = what.connections ?? null;
  const named = isJsonObject(chosen) ? Object.entries(chosen) : [];
  return Object.fromEntries(named.filter((pair): pair is [string, string] => id.safeParse(pair[1]).success));
}
