import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { askedFields, type SettingField } from "@/lib/partners/kit.ts";

/** The fields of a connection's partner that are asked for as it is set. */
export function fieldsOf({
  partner,
  settings,
}: Pick<ConnectionView, "partner" | "settings">): SettingField[] {
  return askedFields(partnerKit(partner).settings, settings);
}

/** Those of them that are secret. */
export function secretFields(connection: Pick<ConnectionView, "partner" | "settings">): SettingField[] {
  return fieldsOf(connection).filter((field) => field.kind === "secret");
}
