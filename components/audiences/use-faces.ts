/** How each kind of thing that uses audiences is named, and where it is looked at. */
export const useFaces: Record<
  string,
  { one: string; many: string; href(audienceId: string, useId: string): string }
> = {
  transfer: {
    one: "transfer",
    many: "transfers",
    href: (audienceId, useId) => `/audiences/${audienceId}?tab=sent&transfer=${useId}`,
  },
  segment: { one: "segment", many: "segments", href: (_, useId) => `/segments/${useId}` },
  campaign: { one: "campaign", many: "campaigns", href: (_, useId) => `/campaigns/${useId}` },
  journey: { one: "journey", many: "journeys", href: (_, useId) => `/journeys/${useId}` },
};
