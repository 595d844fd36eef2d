// CleverTap's limits on single records (its pages on platform considerations, errors and the Upload API).

/** Longest key of a user property or an event property, in characters. */
export const MAX_KEY = 120;
/** Longest value of a property, in characters. */
export const MAX_VALUE = 512;
/** An identity has to be shorter than this (CleverTap's error stream, code 523). */
export const MAX_IDENTITY = 1_024;
/** Custom user properties of a whole account, and so of one record at most. */
export const MAX_PROFILE_KEYS = 256;
/** Properties of an event on CleverTap's older pages; the page of June 2026 says 100 unless an account asked for more. */
export const MAX_EVENT_KEYS = 256;
export const USUAL_EVENT_KEYS = 100;
/** Items of one `Charged` event. */
export const MAX_ITEMS = 256;
/** Values of a multi-value user property; the oldest go first. */
export const MAX_LIST_VALUES = 100;
/** Seconds that are milliseconds in truth would lie after the year 5138. */
export const MAX_SECONDS = 99_999_999_999;

/** The members of a record's root that can name its user. */
export const identityFields = ["identity", "objectId", "FBID", "GPID"] as const;

/** Types of a device token. */
export const tokenTypes = ["apns", "fcm", "gcm", "chrome", "wns", "mpns"];

/** The event of a purchase, and the one property of it that may hold a list of objects. */
export const CHARGED = "Charged";
export const ITEMS = "Items";
