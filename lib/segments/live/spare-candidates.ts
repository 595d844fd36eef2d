import type { Queryable } from "../../db/queryable.ts";
import type { Candidates } from "./candidates.ts";
import type { LiveSegment } from "./plan.ts";
import { mayChange } from "./spare.ts";
import { type Pair, selectProperties, selectStandings } from "./spare-store.ts";

type Doubtful = Pair & { segment: LiveSegment; ends: boolean };

/** `changed`: people of whom more is new than what they did. */
type News = { candidates: Candidates; ends: Candidates; changed: ReadonlySet<string> };

/** Those of whom something can be known beforehand: only their events speak of the segment. */
function doubtful({ candidates, ends, changed }: News): Doubtful[] {
  const pairs: Doubtful[] = [];
  for (const [segment, people] of candidates) {
    if (segment.spare.stays || segment.spare.requires.length > 0) {
      for (const [personId, cause] of people) {
        if (cause === "event" && !changed.has(personId)) {
          pairs.push({ segment, segmentId: segment.id, personId, ends: false });
        }
      }
    }
  }
  for (const [segment, people] of ends) {
    for (const personId of people.keys()) {
      pairs.push({ segment, segmentId: segment.id, personId, ends: true });
    }
  }
  return pairs;
}

/**
 * Takes those away from the candidates about whom an event surely changes nothing, and adds those of `ends` whom it may
 * make leave.
 */
export async function spareCandidates(client: Queryable, workspaceId: string, news: News): Promise<void> {
  const { candidates } = news;
  const pairs = doubtful(news);
  if (pairs.length === 0) {
    return;
  }
  const asking = pairs.filter(({ segment }) => segment.spare.requires.length > 0);
  const [standings, properties] = await Promise.all([
    selectStandings(client, workspaceId, pairs),
    asking.length > 0
      ? selectProperties(client, workspaceId, [...new Set(asking.map(({ personId }) => personId))])
      : new Map(),
  ]);
  for (const [place, { segment, personId, ends: only }] of pairs.entries()) {
    const standing = standings[place] ?? { member: true, due: true };
    const known = { properties: properties.get(personId) ?? null, ...standing };
    const people = candidates.get(segment) ?? new Map();
    if (mayChange(segment.spare, only, known)) {
      candidates.set(segment, people.set(personId, "event"));
    } else {
      people.delete(personId);
    }
    if (people.size === 0) {
      candidates.delete(segment);
    }
  }
}
