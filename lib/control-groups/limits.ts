/** contracts §10.6 */
export const controlGroupLimits = { custom: 10, percentFrom: 2, percentTo: 5 } as const;
