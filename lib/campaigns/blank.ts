import type { ChannelKit, Qualification } from "../channels/kit.ts";
import type { CampaignDraft } from "./document.ts";

/** A draft to begin with. */
export function blankCampaign(kit: ChannelKit, qualification: Qualification): CampaignDraft {
  return {
    qualification,
    goal: null,
    who: {
      audience: null,
      trigger: null,
      filter: null,
      controlGroups: { system: true, custom: [], percent: null },
      cap: { kind: "all", hold: null },
    },
    what: { connections: {}, content: kit.blank, missing: "fail" },
    when: {
      past: { kind: "now" },
      start: { kind: "now" },
      end: { kind: "never" },
      delay: null,
      quiet: null,
      userTimeZone: null,
      cutOff: null,
      ignoreLimits: false,
      frequency: { kind: "every_time" },
      throttle: null,
    },
  };
}
