import type { Ctx } from "../../context.ts";
import { normaliseEmail } from "../../people/identify.ts";
import { peopleOf } from "../../people/people-of.ts";
import type { Named } from "./read-call.ts";

/** Who is meant by each of many recipients; null where nobody is known. One question for each way of naming people. */
export async function peopleNamed(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  recipients: readonly Named[],
): Promise<(named: Named) => string | null> {
  const values = { identity: [] as string[], email: [] as string[], objectId: [] as string[] };
  for (const { by, value } of recipients) {
    const text = by === "email" ? normaliseEmail(value) : value;
    if (text !== undefined) {
      values[by].push(text);
    }
  }
  const [identity, email, anonymous, device] = await Promise.all([
    peopleOf(ctx, "user_id", values.identity),
    peopleOf(ctx, "email", values.email),
    peopleOf(ctx, "anonymous_id", values.objectId),
    peopleOf(ctx, "device_id", values.objectId),
  ]);
  return ({ by, value }) => {
    switch (by) {
      case "identity":
        return identity.get(value) ?? null;
      case "email":
        return email.get(normaliseEmail(value) ?? "") ?? null;
      case "objectId":
        return anonymous.get(value) ?? device.get(value) ?? null;
    }
  };
}
