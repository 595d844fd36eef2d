import type { HttpClient } from "../kernel/http-client.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { IdentifierKind, PartnerLimits } from "./kit.ts";

/** All that a connector may use to reach a configured partner. `secrets` are open: never log or store them. */
export type PartnerAccess = {
  settings: Record<string, string>;
  secrets: Record<string, string>;
  baseUrl: string;
  /** Base URLs of further services, by the names that the kit's region has for them; the region's own unless given. */
  services?: Record<string, string>;
  /** Where a channel sends through connections of several partners: the access of each, by the partner. */
  byPartner?: Record<string, PartnerAccess>;
  http: HttpClient;
};

/** The answer to the one harmless call that tests a connection. `message` is what a user reads. */
export type Verification = {
  ok: boolean;
  message: string;
  /** null when no answer came */
  httpStatus: number | null;
  /** `later`: the same settings may well work in a while; `never`: they have to be changed. */
  retry: "later" | "never" | null;
  /** The setting that is at fault, where that is known. */
  field?: string | null;
};

/** One place in the partner's records for an identifier, and which of a person's fill it, first found first. */
export type IdentifierSlot = { name: string; from: IdentifierKind[] };

/**
 * One thing to send, neutral between partners. `properties` and `context` are JSON text in UTF-8 as the database gives it,
 * go out as they are, and may hold others when the record has been encoded; `ids` are aligned to the connector's slots, null where the person has none.
 */
export type ExportRecord = {
  type: "track" | "page" | "screen" | "identify";
  name: string;
  messageId: string;
  /** ISO 8601, UTC */
  timestamp: string;
  ids: (string | null)[];
  properties: Buffer;
  context: Buffer;
  /** Pages and screens only. */
  category?: string | null;
};

/** A text as what it is put together of, strings and UTF-8, so that large parts of it need not become strings. */
export type TextPieces = readonly (string | Buffer)[];

/** `text` is what would have been sent also where a problem keeps it back. */
export type EncodedRecord<Text extends string | TextPieces = string> = {
  text: Text;
  bytes: number;
  problem?: { code: string; reason: string };
};

/** A record of a request that the partner took otherwise, by its place among the texts that were sent. */
export type Refusal = {
  index: number;
  /** A short stable code for the ledger, e.g. `clevertap_515`. */
  code: string;
  /** In words, starting with the partner's name. */
  reason: string;
  /** The fault was the partner's: the same record may be sent again. */
  again: boolean;
  /** What the answer says of this record, secrets masked, to be kept instead of all that it says, which tells of others. */
  said?: string;
};

export type RetiredDevice = { kind: "fcm" | "apns" | "web"; token: string; reason: string };

/** What a partner said to one request. `body` is cut to a few thousand characters. */
export type SendAnswer = {
  /**
   * accepted: every record of it was taken, but those in `refusals` · split: the request is at fault, or a record in it ·
   * later: nothing was taken, the same request may be sent again · unauthorised: the credentials are not right ·
   * refused: it will never be taken, whatever it holds.
   */
  verdict: "accepted" | "split" | "later" | "unauthorised" | "refused";
  /** Where the partner judges record by record. */
  refusals?: Refusal[];
  /** With refusals that may be sent again: whether it is about this request alone or about all of them cannot be told. */
  failed?: true;
  /** Of unauthorised: found out by records that were refused for it, so that each further try costs some their message. */
  costly?: true;
  /** Devices that nobody is at any more, as the partner said of this request; with the words for it. */
  retired?: RetiredDevice[];
  httpStatus: number | null;
  /** In words, starting with the partner's name. */
  message: string;
  /** Secrets that the partner repeats in it are masked: it is kept and shown. */
  body: string;
  /** How long the partner asks to be left alone. */
  retryAfterMs?: number;
};

/** A request as it goes over the wire, with secrets masked; for the ledger and previews. */
export type ShownRequest = { method: string; url: string; headers: Record<string, string>; body: string };

/**
 * The encoded records of one request. Their memory holds others as soon as `send` resolves, so what the network may still
 * read has to be a copy.
 */
export type RecordTexts = {
  count: number;
  at(index: number): string;
  /** All of them in UTF-8 with a comma between each two. */
  joined(): Buffer;
};

/** How records of one kind leave for a partner. */
export type Lane = {
  limits: PartnerLimits;
  /** Bytes that a request's body needs beside its records and the one byte between two of them. */
  envelopeBytes: number;
  /** How often a record is sent that the other side fails on; five times unless told. */
  tries?: number;
  /** Where one request has to hold all records of a run: in words, why nothing leaves when they are more than it holds. */
  undivided?: string;
  /** Sends encoded records in one request. Never throws for what the partner or the network did. */
  send(records: RecordTexts, access: PartnerAccess, signal?: AbortSignal): Promise<SendAnswer>;
  /** What `send` would put on the wire. */
  show(texts: string[], access: Pick<PartnerAccess, "settings" | "baseUrl">): ShownRequest;
};

/** Takes events and profiles: the partner can be the target of an export. */
export type ExportLane = Lane & {
  /** Slots by the connection's settings and an export's own priority (empty: the settings decide). */
  slots(settings: Record<string, string>, priority: IdentifierKind[]): IdentifierSlot[];
  /** Our record → theirs, as JSON text. Pure. */
  encode(record: ExportRecord): EncodedRecord<TextPieces>;
};

/** A user who came into an audience, or left it, or whose value at the partner is out of date. */
export type MemberChange = {
  change: "set" | "remove";
  identity: string;
  /** The member's properties in the audience; strings, numbers, booleans. */
  properties: JsonObject;
  /** The same for the same change of the same run, so that a repeat is harmless. */
  messageId: string;
  /** ISO 8601, UTC */
  timestamp: string;
};

/** An audience as a partner is to hold it. */
export type AudienceTarget = {
  /** The audience's name: the value that its members get. */
  name: string;
  /** What the kit's `audience.fields` asked for, by key. */
  settings: Record<string, string>;
  /** Names of the members' properties, for partners that take a table. */
  columns: string[];
};

/** Takes the members of an audience. */
export type AudienceLane = Lane & {
  /** A change → the partner's record. Pure. */
  encode(change: MemberChange): EncodedRecord;
};

/** One of the partner's records that a call becomes. `kind` is the partner's word: profile, event, token. */
export type CallRecord = { kind: string; record: JsonObject };

/**
 * What a call becomes, or why the partner is not sent anything of it. `leftOut`: a short stable code where such calls are
 * left out on purpose, by a setting or the partner's rules; without it the call is at fault.
 */
export type MappedCall =
  | { records: CallRecord[]; error?: undefined }
  | { error: string; leftOut?: string; records?: undefined };

/** What the partner would drop or refuse of a record, by our own checks. */
export type Lint = { code: string; severity: "drop" | "refuse" | "warn"; field: string; message: string };

/** Takes the calls of a source as they come. */
export type CallLane = Lane & {
  /** A call as it was sent (contracts §6.3) → the partner's records, in the order in which they have to leave. Pure. */
  map(call: JsonObject): MappedCall;
  lint(record: CallRecord): Lint[];
  /** Records of these kinds may be in one request at most so many times. */
  mostOfKind: Record<string, number>;
  /** A repeat of such a record changes nothing at the partner; the others are counted twice. */
  isRepeatable(record: CallRecord): boolean;
  /**
   * Which of these records, sent from `sinceMs` to `untilMs`, the partner has already. Equal records that were sent in that
   * time and are known to be there come first, so that none of them is taken for one that is asked about.
   */
  alreadyThere?(
    records: CallRecord[],
    since: { sinceMs: number; untilMs: number },
    access: PartnerAccess,
    signal?: AbortSignal,
  ): Promise<AlreadyThere>;
};

/**
 * `there`: places of the records that the partner has · `later`: it does not answer now and may be asked again, in words
 * as a message of `SendAnswer` · null: it cannot tell. Never thrown for what the partner or the network did.
 */
export type AlreadyThere = { there: Set<number> } | { later: string; retryAfterMs?: number } | null;

/** What a partner said when it was asked to forget users. */
export type ForgetAnswer = {
  ok: boolean;
  httpStatus: number | null;
  message: string;
  body: string;
  retry: "later" | "never" | null;
};

/** An audience that the partner keeps, and its users: for taking it over. */
export type RemoteAudience = {
  id: string;
  name: string;
  /** The column of `csvUrl` that holds the identity. */
  identifier: string;
  size: number | null;
  /** Where its users lie as CSV, at an address that needs no key; null where the partner gives none. */
  csvUrl: string | null;
  /** What that file is called. */
  fileName: string | null;
};

/** The server side of a partner. It keeps no state and touches no database. */
export type Connector = {
  /** With the kit's `generates`: fresh values of settings, secrets included, by their keys. */
  generate?(): Record<string, string>;
  /** One harmless call. Never throws for what the partner or the network did. */
  verify(access: PartnerAccess): Promise<Verification>;
  exports?: ExportLane;
  audience?: (target: AudienceTarget) => AudienceLane;
  /** `settings`: the switches of the kit's `calls`. */
  calls?: (settings: Record<string, boolean>) => CallLane;
  /** Deletes users by their ids, in one request after the other. Never throws for what the partner or the network did. */
  forget?: (ids: string[], access: PartnerAccess, signal?: AbortSignal) => Promise<ForgetAnswer>;
  /** The audiences of the account. Throws a Fault in words when it cannot be read. */
  audiences?: (access: PartnerAccess) => Promise<RemoteAudience[]>;
};
