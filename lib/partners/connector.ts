import type { HttpClient } from "../kernel/http-client.ts";
import type { IdentifierKind } from "./kit.ts";

/** All that a connector may use to reach a configured partner. `secrets` are open: never log or store them. */
export type PartnerAccess = {
  settings: Record<string, string>;
  secrets: Record<string, string>;
  baseUrl: string;
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
};

/** One place in the partner's records for an identifier, and which of a person's fill it, first found first. */
export type IdentifierSlot = { name: string; from: IdentifierKind[] };

/**
 * One thing to send, neutral between partners. `properties` and `context` are JSON text as the database gives it and
 * go out as they are; `ids` are aligned to the connector's slots, null where the person has none.
 */
export type ExportRecord = {
  type: "track" | "page" | "screen" | "identify";
  name: string;
  messageId: string;
  /** ISO 8601, UTC */
  timestamp: string;
  ids: (string | null)[];
  properties: string;
  context: string;
  /** Pages and screens only. */
  category?: string | null;
};

/** `text` is what would have been sent also where a problem keeps it back. */
export type EncodedRecord = { text: string; bytes: number; problem?: { code: string; reason: string } };

/** What a partner said to one request. `body` is cut to a few thousand characters. */
export type SendAnswer = {
  /**
   * accepted: every record of it was taken · split: the request is at fault, or a record in it · later: nothing was
   * taken, the same request may be sent again · unauthorised: the credentials are not right · refused: it will never
   * be taken, whatever it holds.
   */
  verdict: "accepted" | "split" | "later" | "unauthorised" | "refused";
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

/** The server side of a partner. It keeps no state and touches no database. */
export type Connector = {
  /** One harmless call. Never throws for what the partner or the network did. */
  verify(access: PartnerAccess): Promise<Verification>;
  /** Slots by the connection's settings and an export's own priority (empty: the settings decide). */
  slots(settings: Record<string, string>, priority: IdentifierKind[]): IdentifierSlot[];
  /** Our record → theirs, as JSON text. Pure. */
  encode(record: ExportRecord): EncodedRecord;
  /** Bytes that a request's body needs beside its records and the commas between them. */
  envelopeBytes: number;
  /**
   * Sends encoded records in one request: their texts in UTF-8 with a comma between each two. The buffer
   * holds others as soon as this resolves, so what the network may still read has to be a copy. Never throws for what the
   * partner or the network did.
   */
  send(records: Buffer, access: PartnerAccess, signal?: AbortSignal): Promise<SendAnswer>;
  /** What `send` would put on the wire. */
  show(texts: string[], access: Pick<PartnerAccess, "settings" | "baseUrl">): ShownRequest;
};
