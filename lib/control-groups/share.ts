import { createHash } from "node:crypto";

/** What decides who is in a control group. */
export type ControlShare = { salt: string; percent: number };

/** The share of all hashes that lies below this point, as its first four bytes. */
function limitOf(percent: number): Buffer {
  const limit = Buffer.alloc(4);
  limit.writeUInt32BE(Math.floor((Math.round(percent * 10) * 2 ** 32) / 1_000));
  return limit;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function bytesOf(personId: string): Buffer {
  if (!ID.test(personId)) {
    throw new Error("A control group is asked about a person by their id.");
  }
  return Buffer.from(personId.replaceAll("-", ""), "hex");
}

/** Whether a person (the surviving id, where people were merged) is in a control group. The same as `inControlGroup` in SQL. */
export function isInControlGroup(personId: string, { salt, percent }: ControlShare): boolean {
  const hash = createHash("sha256").update(salt, "utf8").update(bytesOf(personId)).digest();
  return Buffer.compare(hash, limitOf(percent)) < 0;
}

/**
 * The same as an expression of SQL, for queries over many people: `person` is an expression of type uuid, `add` makes a
 * parameter of a value and answers with its text (`$3::bytea`).
 */
export function inControlGroup(
  person: string,
  { salt, percent }: ControlShare,
  add: (value: Buffer, type: "bytea") => string,
): string {
  // Bytes are compared from the left, so that the rest of the hash matters to nobody.
  return `sha256(${add(Buffer.from(salt, "utf8"), "bytea")} || uuid_send(${person})) < ${add(limitOf(percent), "bytea")}`;
}
