import { abSplitRuntime } from "./ab-split/runtime.ts";
import { actionRuntime } from "./action/runtime.ts";
import { addToAudienceRuntime } from "./add-to-audience/runtime.ts";
import { engagementKinds } from "./catalog.ts";
import { conditionalSplitRuntime } from "./conditional-split/runtime.ts";
import { dateTimeRuntime } from "./date-time/runtime.ts";
import { delayRuntime } from "./delay/runtime.ts";
import { engagementRuntime } from "./engagement/runtime.ts";
import { entryActionRuntime } from "./entry-action/runtime.ts";
import { entryDateTimeRuntime } from "./entry-date-time/runtime.ts";
import { entryInactionRuntime } from "./entry-inaction/runtime.ts";
import { entryJourneyRuntime } from "./entry-journey/runtime.ts";
import { entryPageCountRuntime } from "./entry-page-count/runtime.ts";
import { entryPageVisitRuntime } from "./entry-page-visit/runtime.ts";
import { entryReferrerRuntime } from "./entry-referrer/runtime.ts";
import { entrySegmentRuntime } from "./entry-segment/runtime.ts";
import { forceExitRuntime } from "./force-exit/runtime.ts";
import { inactionRuntime } from "./inaction/runtime.ts";
import type { NodeRuntime } from "./node-kind.ts";
import { pageCountRuntime } from "./page-count/runtime.ts";
import { pageVisitRuntime } from "./page-visit/runtime.ts";
import { pastBehaviourRuntime } from "./past-behaviour/runtime.ts";
import { profileUpdateRuntime } from "./profile-update/runtime.ts";
import { referrerRuntime } from "./referrer/runtime.ts";
import { removeFromAudienceRuntime } from "./remove-from-audience/runtime.ts";
import { waitForEventRuntime } from "./wait-for-event/runtime.ts";

/** What every kind of the catalogue does. */
export const runtimes: ReadonlyMap<string, NodeRuntime> = new Map(
  [
    ...[entrySegmentRuntime, entryActionRuntime, entryInactionRuntime, entryDateTimeRuntime],
    ...[entryPageVisitRuntime, entryReferrerRuntime, entryPageCountRuntime, entryJourneyRuntime],
    ...[actionRuntime, inactionRuntime, pastBehaviourRuntime, dateTimeRuntime, pageVisitRuntime],
    ...[referrerRuntime, pageCountRuntime],
    ...engagementKinds.map(engagementRuntime),
    ...[delayRuntime, conditionalSplitRuntime, abSplitRuntime, waitForEventRuntime, profileUpdateRuntime],
    ...[addToAudienceRuntime, removeFromAudienceRuntime, forceExitRuntime],
  ].map((runtime) => [runtime.kind.id, runtime]),
);
