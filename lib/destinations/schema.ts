import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";

const id = z.uuid();
const jsonObject = z.custom<JsonObject>(isJsonObject);
/** `<transaction>-<number>` of a call in the event log, as `sources.calls` gives it. */
export const callId = z.string().regex(/^\d{1,18}-\d{1,18}$/, "Not the id of a call");

/** cloud: Junction sends · device: the app's SDK sends by itself, Junction only shows how to set it up */
export const destinationModes = ["cloud", "device"] as const;
/** all calls · allow: only those of these names · deny: all but those */
export const filterModes = ["all", "allow", "deny"] as const;

/** Names that a filter goes by: events of track calls, the types of all others (`identify`, `page`, `screen`, `alias`). */
const eventNames = z
  .array(z.string().min(1).max(400))
  .max(1_000, "At most 1,000 names")
  .describe("Event names of track calls; `identify`, `page`, `screen` and `alias` for calls of these types");

const options = {
  name: z.string().trim().min(1, "Enter a name").max(80, "Use at most 80 characters"),
  mode: z.enum(destinationModes),
  settings: z
    .record(z.string().max(60), z.boolean())
    .describe("What the partner asks for, by key: for CleverTap `trackAnonymous` and `objectIdMapping`"),
  filterMode: z.enum(filterModes),
};

export const createDestination = z.object({
  /** of the source */
  id,
  partner: z.string().max(40).default("clevertap"),
  name: options.name.optional().describe("The connection's nickname unless given"),
  connectionId: id.optional().describe("An integration that exists; else `connect`"),
  connect: z
    .object({
      nickname: z.string().max(120),
      values: z.record(z.string().max(60), z.string().max(500)),
    })
    .optional()
    .describe("Settings of a new integration, which is verified first, as `connections.create` takes them"),
  mode: options.mode.default("cloud"),
  settings: options.settings.default({}),
  filterMode: options.filterMode.default("all"),
  eventNames: eventNames.default([]),
});
export type CreateDestination = z.output<typeof createDestination>;

export const updateDestination = z.object({
  id,
  name: options.name.optional(),
  connectionId: id.optional(),
  mode: options.mode.optional(),
  settings: options.settings.optional(),
  filterMode: options.filterMode.optional(),
  eventNames: eventNames.optional(),
  enabled: z.boolean().optional(),
  catchUp: z
    .boolean()
    .default(false)
    .describe(
      "With `enabled: true`: send what came while it was off, instead of only what comes from now on",
    ),
});
export type UpdateDestination = z.output<typeof updateDestination>;

export const destinationOf = z.object({ id });
export type DestinationOf = z.output<typeof destinationOf>;
export const destinationsOfSource = z.object({ id });
export type DestinationsOfSource = z.output<typeof destinationsOfSource>;

/**
 * sending: all is well (also when there is nothing to send) · waiting: the circuit is open, the partner takes nothing and
 * is asked again at `nextTryAt` · trying: one request tries for all · halted: somebody has to act (`problem` says what) ·
 * off · device: nothing is sent from here
 */
export const destinationStates = ["sending", "waiting", "trying", "halted", "off", "device"] as const;

export const destinationView = z.object({
  id,
  sourceId: id,
  sourceName: z.string(),
  connectionId: id,
  partner: z.string(),
  partnerName: z.string(),
  nickname: z.string().describe("Of the connection"),
  name: z.string(),
  mode: z.enum(destinationModes),
  enabled: z.boolean(),
  settings: z.record(z.string(), z.boolean()),
  filterMode: z.enum(filterModes),
  eventNames: z.array(z.string()),
  state: z.enum(destinationStates),
  problem: z.string().nullable().describe("Why nothing leaves, in words, with since when and the next try"),
  since: instant.nullable().describe("Since when it is in this state, where it waits or is halted"),
  nextTryAt: instant.nullable(),
  waiting: z.object({
    count: z.number().describe("Calls received and not decided yet, counted up to 200,000"),
    more: z.boolean().describe("There are more than were counted"),
    oldestAt: instant.nullable(),
  }),
  shelved: z.number().describe("Refused calls that nobody has sent again or discarded"),
  lastDay: z.object({
    received: z.number(),
    filtered: z.number(),
    delivered: z.number(),
    refused: z.number(),
  }),
  lastSentAt: instant.nullable(),
  createdBy: z.string(),
  createdAt: instant,
});
export type DestinationView = z.output<typeof destinationView>;

export const destinationWindows = ["10m", "1h", "24h", "7d"] as const;
export const pipelineStages = ["received", "filtered", "waiting", "retried", "refused", "delivered"] as const;

export const getPipeline = z.object({ id, window: z.enum(destinationWindows).default("1h") });
export type GetPipeline = z.output<typeof getPipeline>;

/** `received` = `filtered` + `waiting` + `refused` + `delivered`: calls decided in the window and those that still wait. */
export const pipelineView = z.object({
  window: z.enum(destinationWindows),
  from: instant,
  to: instant,
  counts: z.record(z.enum(pipelineStages), z.number()),
  waitingMore: z.boolean(),
  warned: z.number().describe("Delivered calls of which CleverTap drops a part, by our own checks"),
  replayed: z.number().describe("Of those delivered: sent again by a replay or from the shelf"),
  p50Ms: z.number().nullable().describe("From receipt to acceptance; replays do not count"),
  p95Ms: z.number().nullable(),
  series: z
    .array(
      z.object({
        at: instant,
        received: z.number(),
        filtered: z.number(),
        retried: z.number(),
        refused: z.number(),
        delivered: z.number(),
      }),
    )
    .describe("The window in steps of equal length, oldest first"),
});
export type PipelineView = z.output<typeof pipelineView>;

export const reasonStages = ["filtered", "retried", "refused", "warned"] as const;
export const getReasons = z.object({
  id,
  window: z.enum(destinationWindows).default("1h"),
  stage: z.enum(reasonStages),
});
export type GetReasons = z.output<typeof getReasons>;
export const reasonsView = z.object({
  items: z.array(z.object({ code: z.string(), reason: z.string(), count: z.number() })),
});

/** What became of a call at a destination. `before`: it came before the destination was there or while it was off. */
export const fates = [
  "filtered",
  "waiting",
  "delivered",
  "refused",
  "retrying",
  "discarded",
  "before",
] as const;
export type Fate = (typeof fates)[number];

export const lintView = z.object({
  code: z.string(),
  severity: z.enum(["drop", "refuse", "warn"]),
  field: z.string(),
  message: z.string(),
});
export type LintView = z.output<typeof lintView>;

const fateFields = {
  fate: z.enum(fates),
  code: z.string().nullable(),
  reason: z.string().nullable().describe("Why it was filtered, refused or waits, in words"),
  at: instant.nullable().describe("When it was decided"),
  replayed: z.boolean().describe("Sent again by a replay or from the shelf"),
};

export const getFates = z.object({
  /** of the source */
  id,
  calls: z
    .union([
      z.string().regex(/^\d{1,18}-\d{1,18}(,\d{1,18}-\d{1,18})*$/, "Not ids of calls"),
      z.array(callId),
    ])
    .transform((value) => (typeof value === "string" ? value.split(",").filter(Boolean) : value))
    .pipe(z.array(callId).min(1).max(200))
    .describe("Ids of calls, by comma"),
});
export type GetFates = z.output<typeof getFates>;
export const fatesView = z.object({
  items: z.array(
    z.object({
      callId,
      destinationId: id,
      name: z.string(),
      ...fateFields,
      lint: z.array(lintView).describe("What the partner would drop or refuse of it, by our own checks"),
    }),
  ),
});
export type FatesView = z.output<typeof fatesView>;

export const sampleStages = ["filtered", "waiting", "retried", "refused", "delivered", "warned"] as const;
export const listSamples = z.object({
  id,
  window: z.enum(destinationWindows).default("1h"),
  stage: z.enum(sampleStages),
  code: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListSamples = z.output<typeof listSamples>;

export const sampleView = z.object({
  callId,
  type: z.string(),
  name: z.string(),
  personId: id.nullable(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  receivedAt: instant,
  ...fateFields,
});
export type SampleView = z.output<typeof sampleView>;
/** newest first */
export const samplesView = z.object({ items: z.array(sampleView) });

export const getExchange = z.object({ id, callId });
export type GetExchange = z.output<typeof getExchange>;
/** A call in three panes. */
export const exchangeView = z.object({
  callId,
  ...fateFields,
  came: jsonObject.describe("The call as Junction received it"),
  sent: z
    .object({
      records: z.array(jsonObject),
      request: z
        .json()
        .nullable()
        .describe("The exact request where it is kept (refused calls), secrets masked"),
      asOf: z.enum(["kept", "mapped now"]).describe("`mapped now`: what the settings of now make of it"),
      problem: z.string().nullable().describe("Why nothing can be made of it: the mapping's error"),
    })
    .nullable(),
  answered: z
    .object({
      httpStatus: z.number().nullable(),
      body: z.string(),
      message: z.string(),
      at: instant,
      tookMs: z.number().nullable(),
      attempts: z.number(),
    })
    .nullable(),
  lint: z.array(lintView),
});
export type ExchangeView = z.output<typeof exchangeView>;

export const shelfStates = ["open", "retried", "discarded", "all"] as const;
/** Which refused calls: all conditions must hold. */
const shelfFilter = {
  code: z.string().max(100).optional(),
  name: z.string().max(400).optional().describe("An event's name, exactly"),
  search: z.string().trim().max(200).optional().describe("A part of the reason, a user id, a message id"),
};
export const listShelf = z.object({
  id,
  state: z.enum(shelfStates).default("open"),
  ...shelfFilter,
  ...pageInput,
});
export type ListShelf = z.output<typeof listShelf>;
export const shelfEntry = z.object({
  /** of the ledger's row */
  id,
  callId: callId.nullable(),
  at: instant,
  eventName: z.string().nullable(),
  personId: id.nullable(),
  who: z.string().nullable().describe("How the person is known now: user id, else e-mail, else anonymous id"),
  messageId: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
  state: z.enum(["open", "retried", "discarded"]),
  discardedBy: z.string().nullable(),
  request: z.json().nullable(),
  answer: z.json().nullable(),
});
export type ShelfEntry = z.output<typeof shelfEntry>;
/** newest first */
export const shelfPage = pageOf(shelfEntry).extend({
  total: z.number().describe("How many match, whatever the page"),
});

/** Chosen ones, or all open ones that match; one of the two. An empty choice is refused, not taken for "all". */
export const chooseShelf = z.object({
  id,
  ids: z.array(id).min(1).max(1_000).optional(),
  matching: z.object(shelfFilter).optional(),
});
export type ChooseShelf = z.output<typeof chooseShelf>;

const people = z
  .array(z.string().trim().min(1).max(400))
  .max(100)
  .default([])
  .describe("User ids, anonymous ids, e-mail addresses or people's ids");
/** What to send again. All conditions must hold; at least one must be given. */
export const replayFilter = z.object({
  from: z.iso.datetime({ offset: true }).nullish().describe("Received at or after"),
  to: z.iso.datetime({ offset: true }).nullish().describe("Received before"),
  names: z.array(z.string().min(1).max(400)).max(100).default([]),
  people,
});
export type ReplayFilter = z.output<typeof replayFilter>;
export const previewReplay = z.object({ id, ...replayFilter.shape });
export type PreviewReplay = z.output<typeof previewReplay>;
export const replayPreview = z.object({
  count: z
    .number()
    .describe("Calls that would be sent; those that the destination filters are left out later"),
  more: z.boolean().describe("There are more than were counted"),
  oldestAt: instant.nullable(),
  newestAt: instant.nullable(),
  samples: z.array(sampleView).max(3),
  note: z.string().nullable().describe("What the partner makes of old calls"),
});
export type ReplayPreview = z.output<typeof replayPreview>;

export const replayStatuses = ["PENDING", "RUNNING", "DONE", "STOPPED"] as const;
export const replayView = z.object({
  id,
  destinationId: id,
  kind: z.enum(["replay", "retry"]),
  filter: replayFilter.nullable(),
  status: z.enum(replayStatuses),
  percent: z.number().nullable(),
  expected: z.number(),
  read: z.number(),
  delivered: z.number(),
  filtered: z.number(),
  refused: z.number(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  stoppedBy: z.string().nullable(),
});
export type ReplayView = z.output<typeof replayView>;
export const listReplays = z.object({ id, ...pageInput });
export type ListReplays = z.output<typeof listReplays>;
export const replayPage = pageOf(replayView);
export const replayOf = z.object({ id, replayId: id });
export type ReplayOf = z.output<typeof replayOf>;

export const discardedView = z.object({ discarded: z.number() });
