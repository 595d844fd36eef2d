import { isJsonObject, type Json } from "../../kernel/json.ts";
import { type CallParts, partsOf } from "./mapping/call-parts.ts";
import { mapAlias } from "./mapping/map-alias.ts";
import { mapPage, mapScreen, mapTrack } from "./mapping/map-event.ts";
import { mapIdentify } from "./mapping/map-identify.ts";
import type { MappedCall, MappingSettings } from "./mapping/mapped-call.ts";

const NO_TYPE = "Message Type is not present. Aborting message.";
const UNKNOWN_TYPE = "Message type not supported";
const NOT_BUILT = "Payload could not be constructed";

const mappers = new Map<string, (parts: CallParts, settings: MappingSettings) => MappedCall>([
  ["identify", mapIdentify],
  ["page", mapPage],
  ["screen", mapScreen],
  ["track", mapTrack],
  ["alias", mapAlias],
]);

/**
 * A call of a source as CleverTap's records, by the rules of RudderStack's CleverTap destination (contracts §7). Pure:
 * never throws, whatever JSON the call is, and changes nothing of it; the records may share parts with the call, so
 * neither may be changed afterwards. What CleverTap makes of the records, `lintRecord` says.
 */
export function mapCall(call: Json, settings: MappingSettings): MappedCall {
  if (!isJsonObject(call) || !call.type) {
    return { error: NO_TYPE };
  }
  const map = typeof call.type === "string" ? mappers.get(call.type.toLowerCase()) : undefined;
  if (!map) {
    return { error: UNKNOWN_TYPE };
  }
  try {
    return map(partsOf(call), settings);
  } catch (error) {
    // Nested so deep that its JSON text cannot be written: ingest takes 200 levels, the stack some thousands.
    if (error instanceof RangeError) {
      return { error: NOT_BUILT };
    }
    throw error;
  }
}
