/** A call of the log with its documents still as JSON text. */
export type CallRow = {
  tx: string;
  seq: string;
  personId: string;
  receivedAt: Date;
  timestamp: Date;
  type: string;
  name: string;
  messageId: string;
  userId: string | null;
  anonymousId: string | null;
  properties: string;
  context: string;
  extras: string | null;
};

type Values = [
  tx: string,
  seq: string,
  personId: string,
  receivedAt: Date,
  timestamp: Date,
  type: string,
  name: string,
  messageId: string,
  userId: string | null,
  anonymousId: string | null,
  properties: string,
  context: string,
  extras: string | null,
];
export type CallValues = Values;

/** Columns of a call's row in the order that `callRow` reads, `e` being the event. */
export const callColumns = `e.tx::text, e.seq::text, e.person_id::text, e.received_at, e.timestamp, e.type, e.name,
  e.message_id, e.user_id, e.anonymous_id, e.properties::text, e.context::text, e.extras::text`;

export function callRow(values: Values): CallRow {
  const [tx, seq, personId, receivedAt, timestamp, type, name, messageId, userId, anonymousId, ...documents] =
    values;
  const [properties, context, extras] = documents;
  return {
    tx,
    seq,
    personId,
    receivedAt,
    timestamp,
    type,
    name,
    messageId,
    userId,
    anonymousId,
    properties,
    context,
    extras,
  };
}
