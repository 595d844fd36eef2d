import type { ChannelKit } from "@/lib/channels/kit.ts";
import type { JsonObject } from "@/lib/kernel/json.ts";
import { isPartnerId, type PartnerId } from "@/lib/partners/catalog.ts";

/** The partners that a message goes out through: all of its channel's, unless the message itself says which. */
export function carriersOf(kit: ChannelKit, content: JsonObject): PartnerId[] {
  const isDraft = kit.draft.safeParse(content).success;
  return (isDraft ? kit.carriers(content) : kit.partners).filter(isPartnerId);
}
