/** What CleverTap's codes for single records mean (its page on API errors), and whether the record may be sent again. */
const words: Record<number, string> = {
  509: "the event has no name",
  512: "the event is not built as it should be",
  513: "the event's name is kept for CleverTap's own events",
  514: "the gender is not valid",
  515: "the e-mail address is not valid",
  516: "the phone number is not valid",
  517: "the employment status is not valid",
  518: "the education is not valid",
  519: "the marital status is not valid",
  520: "the age is not valid",
  522: "the event has too many properties",
  523: "the record has no identity, or one that is not valid",
  524: "the record is neither a profile nor an event",
  525: "the time is not in seconds since 1970",
  526: "the object ID is not valid",
  528: "the event is discarded in CleverTap's settings",
  530: "the object ID is not valid",
  531: "the device token's data are not valid",
  532: "the device token has no ID",
  533: "the device token has no type",
  534: "the type does not fit the device",
  535: "the device token's data are not valid",
  555: "CleverTap itself had a fault with this record",
};

/** The one code that is CleverTap's fault and not the record's. */
const OWN_FAULT = 555;
const MAX_SAID = 300;

/** Whether a code is about a record's fault; as the status of an answer it would say that the partner has one. */
export function isRecordFault(code: number): boolean {
  return Object.hasOwn(words, code) && code !== OWN_FAULT;
}

export type RecordError = { code: string; reason: string; again: boolean };

/** A refusal of one record in words. `said` is CleverTap's own text, for codes that are not known. */
export function recordError(code: number | null, said: string): RecordError {
  const known = code === null ? undefined : words[code];
  const text = known ?? (said.trim().slice(0, MAX_SAID) || "no reason given");
  return {
    code: `clevertap_${code ?? "unknown"}`,
    reason: `CleverTap refuses the record: ${text}${code === null ? "" : ` (${code})`}.`,
    again: code === OWN_FAULT,
  };
}
