import {
  destinationWindows,
  type PipelineView,
  reasonStages,
  sampleStages,
} from "@/lib/destinations/schema.ts";

export type SampleStage = (typeof sampleStages)[number];
export type ReasonStage = (typeof reasonStages)[number];

/** The stage that an address names; null for none, or for one of which no calls are shown. */
export function stageNamed(text: string | null): SampleStage | null {
  return sampleStages.find((stage) => stage === text) ?? null;
}

export function windowNamed(text: string | null): PipelineView["window"] {
  return destinationWindows.find((window) => window === text) ?? "1h";
}

/** The same stage where reasons are counted for it. */
export function reasonStage(stage: SampleStage): ReasonStage | null {
  return reasonStages.find((each) => each === stage) ?? null;
}
