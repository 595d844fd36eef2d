import type { Handlers } from "../api/operation.ts";
import type { segmentOperations } from "./operations.ts";
import { archiveSegment } from "./verbs/archive-segment.ts";
import { checkPerson } from "./verbs/check-person.ts";
import { compareSegments } from "./verbs/compare-segments.ts";
import { createSegment } from "./verbs/create-segment.ts";
import { downloadMembers } from "./verbs/download-members.ts";
import { duplicateSegment } from "./verbs/duplicate-segment.ts";
import { getSegment } from "./verbs/get-segment.ts";
import { getSizes } from "./verbs/get-sizes.ts";
import { listChanges } from "./verbs/list-changes.ts";
import { listKnownValues } from "./verbs/list-known-values.ts";
import { listMembers } from "./verbs/list-members.ts";
import { listSegments } from "./verbs/list-segments.ts";
import { listSegmentsOfPerson } from "./verbs/list-segments-of-person.ts";
import { listUses } from "./verbs/list-uses.ts";
import { readReach } from "./verbs/read-reach.ts";
import { refreshSegment } from "./verbs/refresh-segment.ts";
import { restoreSegment } from "./verbs/restore-segment.ts";
import { updateSegment } from "./verbs/update-segment.ts";

export const segmentHandlers: Handlers<typeof segmentOperations> = {
  "segments.create": createSegment,
  "segments.list": listSegments,
  "segments.get": getSegment,
  "segments.update": updateSegment,
  "segments.duplicate": duplicateSegment,
  "segments.archive": archiveSegment,
  "segments.restore": restoreSegment,
  "segments.reach": readReach,
  "segments.values": listKnownValues,
  "segments.ofPerson": listSegmentsOfPerson,
  "segments.check": checkPerson,
  "segments.members": listMembers,
  "segments.membersCsv": downloadMembers,
  "segments.changes": listChanges,
  "segments.sizes": getSizes,
  "segments.overlap": compareSegments,
  "segments.uses": listUses,
  "segments.refresh": refreshSegment,
};
