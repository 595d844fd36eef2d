function offsetOf(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(
    at,
  );
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "UTC+00:00" : name.replace("GMT", "UTC");
}

/** Every IANA zone that this runtime knows, with its offset now; `current` is in it even if it is an old name. */
export function timeZoneChoices(current: string, at: Date): { value: string; label: string }[] {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), current]);
  return [...zones]
    .map((zone) => ({ value: zone, label: `${zone.replaceAll("_", " ")} (${offsetOf(zone, at)})` }))
    .sort((a, b) => (a.value === "UTC" ? -1 : b.value === "UTC" ? 1 : a.value.localeCompare(b.value)));
}
