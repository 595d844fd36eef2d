import type { Problem } from "../kernel/fault.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import type { ChannelKit } from "./kit.ts";

/** By the partner, what is known of its connection: whoever sends over a channel names one of each of its carriers. */
export type ByPartner<Value> = Record<string, Value>;

/** The carriers of a content that no connection was chosen for, or one too many, at `connections.<partner>`. */
export function connectionProblems(
  kit: ChannelKit,
  draft: unknown,
  connections: ByPartner<string>,
): Problem[] {
  const carriers = kit.carriers(draft);
  const problem = (partner: string, message: string) => ({
    path: `connections.${partner}`,
    field: partner,
    message,
  });
  return [
    ...carriers
      .filter((partner) => !connections[partner])
      .map((partner) => problem(partner, "Choose the connection that carries it")),
    ...Object.keys(connections)
      .filter((partner) => !carriers.includes(partner))
      .map((partner) => problem(partner, "This message does not go out through it")),
  ];
}

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
