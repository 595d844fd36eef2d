import { FORMAT, type JourneyDraft } from "./document.ts";

/** A journey to begin with. */
export function blankJourney(): JourneyDraft {
  return {
    version: FORMAT,
    nodes: [],
    edges: [],
    notes: [],
    settings: {
      reentry: { kind: "never" },
      timeout: null,
      goals: [],
      cap: { kind: "all" },
      controlGroups: { system: true, custom: [], percent: null },
      quiet: null,
      zone: "workspace",
      ignoreLimits: false,
      freshMinutes: 60,
    },
  };
}
