import { type Ctx, inTransaction } from "../../context.ts";
import { type Definition, type DidCondition, definition as schema } from "../definition.ts";
import { lockAsking } from "../membership/book-store.ts";
import { loadReferred, type ReferredDefinition } from "../references.ts";
import { countAgain } from "../segment-store.ts";
import { changesByTime } from "../sql/due-sql.ts";
import { type MentionedEvent, mentionsOf } from "./mentions.ts";
import { liveRows, planVersion } from "./plan-store.ts";
import { provable } from "./proof.ts";
import { nothingSpared, type Spare, spareOf } from "./spare.ts";
import { mayMeanStrangers } from "./strangers.ts";

export type LiveSegment = {
  id: string;
  definition: Definition;
  referred: ReadonlyMap<string, ReferredDefinition>;
  /** its members were worked out once: from then on, entering and leaving is told */
  counted: boolean;
  /** the passing of time alone may change who is in it */
  timed: boolean;
  /** what one event proves by itself; null while its members are worked out: of before there may be other times */
  proof: DidCondition | null;
  spare: Spare;
};

type Rule = { segment: LiveSegment; where: MentionedEvent["where"]; ends: boolean };

/** A workspace's live segments by what they speak of, so that a change is held only against those that name it. */
export type LivePlan = {
  version: string;
  zone: string;
  segments: ReadonlyMap<string, LiveSegment>;
  /** by `<type> <name>`, and `<type>` alone for any page or screen */
  events: ReadonlyMap<string, Rule[]>;
  /** names of events, and types of which any name counts: what has to be read of the log */
  names: string[];
  types: string[];
  /** of these, what those speak of whose members one event proves */
  proving: { names: string[]; types: string[] };
  /** by the first key of a person's own property */
  properties: ReadonlyMap<string, LiveSegment[]>;
  /** by `context`, `tokens`, `properties`, `segment:<id>`, `subscription:<channel>` */
  others: ReadonlyMap<string, LiveSegment[]>;
  profile: LiveSegment[];
  /** those that may mean somebody of whom nothing is known */
  strangers: LiveSegment[];
};

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list) {
    list.push(item);
  } else {
    map.set(key, [item]);
  }
}

function planOf(version: string, zone: string, segments: LiveSegment[]): LivePlan {
  const events = new Map<string, Rule[]>();
  const properties = new Map<string, LiveSegment[]>();
  const others = new Map<string, LiveSegment[]>();
  const profile: LiveSegment[] = [];
  const strangers = segments.filter((each) => mayMeanStrangers(each.definition, each.referred));
  const names = new Set<string>();
  const types = new Set<string>();
  for (const segment of segments) {
    const mentions = mentionsOf(segment.definition, segment.referred);
    for (const { event, where, ends } of mentions.events) {
      push(events, event.name === null ? event.type : `${event.type} ${event.name}`, {
        segment,
        where,
        ends,
      });
      if (event.name === null) {
        types.add(event.type);
      } else {
        names.add(event.name);
      }
    }
    for (const name of mentions.properties) {
      push(properties, name, segment);
    }
    for (const what of mentions.others) {
      push(others, what, segment);
    }
    if (mentions.profile) {
      profile.push(segment);
    }
  }
  const proving = segments.flatMap(({ proof }) => proof?.events ?? []);
  if (properties.size > 0) {
    // They tell which properties changed.
    types.add("identify");
  }
  const byId = new Map(segments.map((each) => [each.id, each]));
  return {
    version,
    zone,
    segments: byId,
    events,
    names: [...names],
    types: [...types],
    proving: {
      names: [...new Set(proving.flatMap(({ name }) => name ?? []))],
      types: [...new Set(proving.flatMap(({ type, name }) => (name === null ? [type] : [])))],
    },
    properties,
    others,
    profile,
    strangers,
  };
}

async function loadPlan(ctx: Ctx, version: string, zone: string): Promise<LivePlan> {
  const rows = await liveRows(ctx.db.pool, ctx.workspaceId);
  const read = rows.flatMap((row) => {
    const definition = schema.safeParse(row.definition).data;
    return definition ? [{ ...row, definition }] : [];
  });
  const { definitions, problems } = await loadReferred(
    ctx,
    read.map(({ definition }) => definition),
  );
  const segments = read
    // What cannot be asked any more is found out, and said, by the refresh.
    .filter((_, place) => !problems.has(place))
    .map(({ id, definition, counted, ready }) => ({
      id,
      definition,
      counted,
      referred: definitions,
      timed: changesByTime(definition, definitions),
      proof: ready ? provable(definition) : null,
      spare: ready ? spareOf(definition) : nothingSpared,
    }));
  return planOf(version, zone, segments);
}

const plans = new Map<string, LivePlan>();
const MAX_PLANS = 1_000;

/** The plan as it was last read; it is good while `planVersion` is its version. */
export function knownPlan(workspaceId: string): LivePlan | undefined {
  return plans.get(workspaceId);
}

/** Days and hours are others now, which no event says. Who is not here to see the zone change has it at midnight. */
async function countAllAgain(ctx: Ctx, { segments }: LivePlan): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockAsking(tx.db, tx.workspaceId);
    await countAgain(tx.db, tx.workspaceId, [...segments.keys()], tx.clock.now());
  });
}

/** The plan of the caller's workspace, read again when one of its segments or its time zone changed. */
export async function livePlan(ctx: Ctx): Promise<LivePlan> {
  const { version, zone } = await planVersion(ctx.db.pool, ctx.workspaceId);
  const known = plans.get(ctx.workspaceId);
  if (known?.version === version) {
    return known;
  }
  if (known && known.zone !== zone) {
    await countAllAgain(ctx, known);
  }
  const plan = await loadPlan(ctx, version, zone);
  if (plans.size >= MAX_PLANS) {
    plans.clear();
  }
  plans.set(ctx.workspaceId, plan);
  return plan;
}
