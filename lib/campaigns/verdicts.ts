/** What can become of one message to one person. */
export const deliveryStatuses = ["waiting", "sent", "failed", "held"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

type Verdict = {
  status: "failed" | "held";
  /** As reports call it (contracts §10.5). */
  label: string;
  /** What it means, to somebody who asks why a person did not get the message. */
  why: string;
};

/**
 * Every reason for which somebody does not get a message, by its code: the closed list of what a delivery's `code` may be.
 * held: Junction decided not to send · failed: it was to be sent and could not be.
 */
export const verdicts = {
  control_group: {
    status: "held",
    label: "Control group",
    why: "The person is in a control group that this campaign holds back.",
  },
  not_reachable: {
    status: "held",
    label: "Profile not reachable",
    why: "The profile has nothing that this channel could reach it by.",
  },
  unsubscribed: {
    status: "held",
    label: "User DND",
    why: "The person unsubscribed from this channel.",
  },
  not_qualified: {
    status: "held",
    label: "User not qualified",
    why: "The person does not, or no longer, meet what the campaign asks of its recipients.",
  },
  did_it: {
    status: "held",
    label: "User not qualified",
    why: "The person did in time what the campaign waited for.",
  },
  limit_run: {
    status: "held",
    label: "Campaign limit reached for run",
    why: "So many people as one run of the campaign may reach were chosen already.",
  },
  limit_day: {
    status: "held",
    label: "Campaign limit reached for day",
    why: "So many people as the campaign may reach in a day had got it already.",
  },
  limit_total: {
    status: "held",
    label: "Campaign limit reached",
    why: "So many people as the campaign may reach at all had got it already.",
  },
  frequency: {
    status: "held",
    label: "Frequency caps exceeded",
    why: "The person had got as many messages as the limits of this campaign or step, or of the workspace, allow.",
  },
  user_dnd: {
    status: "held",
    label: "Notification during campaign DND",
    why: "It was Do Not Disturb time for the person, and the campaign discards what falls into it.",
  },
  zone_passed: {
    status: "held",
    label: "Time passed in the user's time zone",
    why: "The time of the campaign had passed where the person lives.",
  },
  cut_off: {
    status: "held",
    label: "Campaign cut-off time reached",
    why: "The campaign's cut-off time came before the person's turn.",
  },
  throttled: {
    status: "held",
    label: "Throttle limit reached",
    why: "The run had sent for three days as fast as its throttle lets; what was left then is not sent any more.",
  },
  window: {
    status: "held",
    label: "Campaign not active",
    why: "The campaign had not begun or was over at that time.",
  },
  stopped: {
    status: "held",
    label: "Campaign stopped",
    why: "The campaign was stopped before the person's turn.",
  },
  duplicate: {
    status: "held",
    label: "Duplicate profile for channel",
    why: "Another profile with the same address gets the message.",
  },
  gone: {
    status: "held",
    label: "Profile deleted or merged",
    why: "The profile was deleted or merged into another one before its turn.",
  },
  LiquidLogicAborted: {
    status: "failed",
    label: "LiquidLogicAborted",
    why: "The template ended the message for this person.",
  },
  missing_value: {
    status: "held",
    label: "Value missing",
    why: "A property that the message needs has no value for this person and no default; the campaign skips such people.",
  },
  "No Liquid Replacement found": {
    status: "failed",
    label: "No Liquid Replacement found",
    why: "A property that the message needs has no value for this person and no default.",
  },
  "Liquid render timeout": {
    status: "failed",
    label: "Liquid render timeout",
    why: "The template took too long for this person.",
  },
  "Liquid render error": {
    status: "failed",
    label: "Liquid render error",
    why: "The template could not be made into a text for this person.",
  },
  invalid: {
    status: "failed",
    label: "Message not valid",
    why: "What the template made for this person is no message that this channel can send.",
  },
  refused: {
    status: "failed",
    label: "Refused by the partner",
    why: "The partner did not accept the message for this person.",
  },
  webhook_failed: {
    status: "failed",
    label: "Webhook Dispatch Failed",
    why: "The webhook's server did not take the request for this person: it answered with an error, or not within 5 seconds. A failure of the server's own is tried twice more.",
  },
  unknown: {
    status: "failed",
    label: "Outcome unknown",
    why: "Junction was interrupted while the message left. It is not sent again, because the campaign sends at most once.",
  },
} as const satisfies Record<string, Verdict>;

export type VerdictCode = keyof typeof verdicts;
export const verdictCodes = Object.keys(verdicts) as [VerdictCode, ...VerdictCode[]];

/** Outcomes that say that the channel could not have reached somebody. */
export const unreachableCodes: readonly string[] = [
  "not_reachable",
  "unsubscribed",
  "duplicate",
] satisfies VerdictCode[];

/** The code under which a reason of a channel is booked: its own where the list has it. */
export function verdictOf(code: string): VerdictCode {
  if (Object.hasOwn(verdicts, code)) {
    return code as VerdictCode;
  }
  return code.startsWith("partner_")
    ? "refused"
    : code === "no_identifier" || code === "no_token"
      ? "not_reachable"
      : "invalid";
}
