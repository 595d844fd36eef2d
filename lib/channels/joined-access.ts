import type { PartnerAccess } from "../partners/connector.ts";

/** By the partner, what is known of its connection: whoever sends over a channel names one of each of its carriers. */
export type ByPartner<Value> = Record<string, Value>;

/** The settings that `Channel.open` is given: those of the one connection; none where there are none or several. */
export function openSettings(settings: ByPartner<Record<string, string>>): Record<string, string> {
  const [only, ...others] = Object.values(settings);
  return only && others.length === 0 ? only : {};
}

/**
 * The access that a channel's lane is given, made of those of its connections and of the content's own secrets: of one
 * connection it is that one's, of several each stands in `byPartner`.
 */
export function joinedAccess(
  accesses: ByPartner<PartnerAccess>,
  { secrets, http }: Pick<PartnerAccess, "secrets" | "http">,
): PartnerAccess {
  const [only, ...others] = Object.values(accesses);
  if (!only) {
    return { settings: {}, secrets, baseUrl: "", http };
  }
  if (others.length === 0) {
    return { ...only, secrets: { ...only.secrets, ...secrets } };
  }
  const all = Object.entries(accesses).flatMap(([partner, access]) =>
    Object.entries(access.secrets).map(([key, value]) => [`${partner} ${key}`, value] as const),
  );
  return {
    settings: {},
    secrets: { ...Object.fromEntries(all), ...secrets },
    baseUrl: only.baseUrl,
    http,
    byPartner: accesses,
  };
}

/** A partner's access in that of a lane. */
export function accessOf(access: PartnerAccess, partner: string): PartnerAccess {
  return access.byPartner?.[partner] ?? access;
}
