/** Where a journey's draft is tried. */
export const simulatorHref = (journeyId: string): string => `/journeys/${journeyId}/simulate`;
