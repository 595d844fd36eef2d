import type { Ctx } from "../../context.ts";
import { openConnection } from "../../integrations/access.ts";
import { Fault } from "../../kernel/fault.ts";
import { partnerKit } from "../../partners/catalog.ts";
import type { RemoteAudience } from "../../partners/connector.ts";
import type { RemoteChoice } from "./schema.ts";

export type FoundRemote = RemoteAudience & {
  /** Where its users lie. */
  csvUrl: string;
  /** The column that holds the identity: the one that was chosen, else the partner's. */
  column: string;
  partnerName: string;
};

function wrong(field: keyof RemoteChoice, message: string): Fault {
  return new Fault("invalid", message, { problems: [{ path: `remote.${field}`, field, message }] });
}

/** A name as it can be kept and shown, whatever the partner holds. */
const plain = (text: string) =>
  text
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 200);

/**
 * Asks the partner for one of its audiences, now. Throws `invalid` on the field where there is no such audience, or where
 * the partner gives no file of its users; `not_found` where the connection is gone; and what the partner's refusal throws.
 */
export async function findRemote(
  ctx: Ctx,
  { connectionId, audienceId, column }: { connectionId: string; audienceId: string; column?: string | null },
): Promise<FoundRemote> {
  const { connector, access, partner } = await openConnection(ctx, connectionId);
  const { name: partnerName } = partnerKit(partner);
  if (!connector.audiences) {
    throw wrong("connectionId", `${partnerName} does not show its audiences to others`);
  }
  const found = (await connector.audiences(access)).find((one) => one.id === audienceId);
  if (!found) {
    throw wrong("audienceId", `${partnerName} has no audience with the id ${audienceId}`);
  }
  if (found.csvUrl === null) {
    const message = `${partnerName} gives no file of the users of “${found.name}”, so they cannot be imported. It does for audiences made of a CSV file.`;
    throw wrong("audienceId", message);
  }
  const identity = column || found.identifier;
  if (identity === "") {
    throw wrong("column", `${partnerName} does not say which column holds the identity: name it`);
  }
  return {
    ...found,
    name: plain(found.name),
    fileName: found.fileName === null ? null : plain(found.fileName),
    csvUrl: found.csvUrl,
    column: identity,
    partnerName,
  };
}
