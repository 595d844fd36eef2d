import type { ChannelKit } from "@/lib/channels/kit.ts";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { isPartnerId, type PartnerId } from "@/lib/partners/catalog.ts";

type Carrying = { carriers?: (draft: unknown) => readonly string[] };

/** The partners that a message goes out through: all of its channel's, unless the message itself says which. */
export function carriersOf(kit: ChannelKit & Carrying, content: JsonObject): PartnerId[] {
  const asked = kit.carriers && kit.draft.safeParse(content).success ? kit.carriers(content) : kit.partners;
  return asked.filter(isPartnerId);
}
