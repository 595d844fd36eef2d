/** Identities of nobody that are kept with their import; further ones are counted. */
export const KEPT_UNKNOWN = 100_000;
