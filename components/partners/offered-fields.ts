import type { PartnerView } from "@/lib/integrations/schema.ts";
import { defaultSettings, type PartnerKit, type SettingField } from "@/lib/partners/kit.ts";

/** The kit's fields with the regions that this installation has. */
export function offeredFields(kit: PartnerKit, partner: Pick<PartnerView, "hosts">): SettingField[] {
  const regions = new Set(partner.hosts.map((host) => host.region));
  return kit.settings.map((field) =>
    field.kind === "select" && field.key === kit.regionField
      ? { ...field, options: field.options.filter((option) => regions.has(option.value)) }
      : field,
  );
}

/** What the form holds when it opens. */
export function startingValues(kit: PartnerKit, partner: Pick<PartnerView, "hosts">): Record<string, string> {
  const values = defaultSettings(kit);
  const region = values[kit.regionField];
  const known = partner.hosts.some((host) => host.region === region);
  return known ? values : { ...values, [kit.regionField]: partner.hosts[0]?.region ?? "" };
}
