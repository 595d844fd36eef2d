import { channelIds, channelKits } from "../../channels/catalog.ts";
import { abSplitKind } from "./ab-split/schema.ts";
import { actionKind } from "./action/schema.ts";
import { addToAudienceKind } from "./add-to-audience/schema.ts";
import { conditionalSplitKind } from "./conditional-split/schema.ts";
import { dateTimeKind } from "./date-time/schema.ts";
import { delayKind } from "./delay/schema.ts";
import { engagementKind } from "./engagement/schema.ts";
import { entryActionKind } from "./entry-action/schema.ts";
import { entryDateTimeKind } from "./entry-date-time/schema.ts";
import { entryInactionKind } from "./entry-inaction/schema.ts";
import { entryJourneyKind } from "./entry-journey/schema.ts";
import { entryPageCountKind } from "./entry-page-count/schema.ts";
import { entryPageVisitKind } from "./entry-page-visit/schema.ts";
import { entryReferrerKind } from "./entry-referrer/schema.ts";
import { entrySegmentKind } from "./entry-segment/schema.ts";
import { forceExitKind } from "./force-exit/schema.ts";
import { inactionKind } from "./inaction/schema.ts";
import type { NodeKind } from "./node-kind.ts";
import { pageCountKind } from "./page-count/schema.ts";
import { pageVisitKind } from "./page-visit/schema.ts";
import { pastBehaviourKind } from "./past-behaviour/schema.ts";
import { profileUpdateKind } from "./profile-update/schema.ts";
import { referrerKind } from "./referrer/schema.ts";
import { removeFromAudienceKind } from "./remove-from-audience/schema.ts";
import { waitForEventKind } from "./wait-for-event/schema.ts";

/** One kind for each channel. */
export const engagementKinds = channelIds.map((id) => engagementKind(channelKits[id]));

/** Every kind of node, in the order of the palette, safe for the browser. A new one is entered here and in `runtimes`. */
export const nodeKinds: readonly NodeKind[] = [
  entrySegmentKind,
  entryActionKind,
  entryInactionKind,
  entryDateTimeKind,
  entryPageVisitKind,
  entryReferrerKind,
  entryPageCountKind,
  entryJourneyKind,
  actionKind,
  inactionKind,
  pastBehaviourKind,
  dateTimeKind,
  pageVisitKind,
  referrerKind,
  pageCountKind,
  ...engagementKinds,
  delayKind,
  conditionalSplitKind,
  abSplitKind,
  waitForEventKind,
  profileUpdateKind,
  addToAudienceKind,
  removeFromAudienceKind,
  forceExitKind,
];

const byId = new Map(nodeKinds.map((kind) => [kind.id, kind]));

/** A kind by its id; undefined for one that the catalogue does not hold, as in a document of a later version. */
export function kindOf(id: string): NodeKind | undefined {
  return byId.get(id);
}
