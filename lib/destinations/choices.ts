import type { Ctx } from "../context.ts";
import { Fault, type FaultCode } from "../kernel/fault.ts";
import { partnerKit } from "../partners/catalog.ts";
import type { CallsKit, PartnerKit } from "../partners/kit.ts";
import { destinationsOf } from "./destination-store.ts";

/** A fault that names one field of an input. */
export function fieldFault(code: FaultCode, field: string, message: string): Fault {
  const name = field.split(".").at(-1) ?? field;
  return new Fault(code, `${field}: ${message}`, { problems: [{ path: field, field: name, message }] });
}

/** What a partner asks for to take calls. Throws `invalid` at `field` for one that takes none. */
export function callsKitOf(partner: string, field: string): PartnerKit & { calls: CallsKit } {
  const kit = partnerKit(partner);
  if (!kit.calls) {
    throw fieldFault("invalid", field, `${kit.name} takes no calls as they come.`);
  }
  return { ...kit, calls: kit.calls };
}

/** The switches of a destination: what was given over what the kit says. Throws `invalid` for one that it does not have. */
export function switchesOf(kit: CallsKit, given: Record<string, boolean>): Record<string, boolean> {
  const unknown = Object.keys(given).find((key) => !kit.switches.some((field) => field.key === key));
  if (unknown !== undefined) {
    const known = kit.switches.map((field) => field.key).join(", ");
    throw fieldFault("invalid", `settings.${unknown}`, `There is no such switch. There are: ${known}`);
  }
  return Object.fromEntries(kit.switches.map((field) => [field.key, given[field.key] ?? field.default]));
}

/** Throws `invalid` for a mode that the source's platform cannot have, or a filter that lets nothing pass. */
export function checkChoices(
  kit: CallsKit,
  platform: string,
  chosen: { mode: string; filterMode: string; eventNames: string[] },
): void {
  if (chosen.mode === "device" && !kit.deviceMode.includes(platform)) {
    throw fieldFault(
      "invalid",
      "mode",
      "Device mode needs an app that can carry the partner's own SDK; this source is none. Choose cloud mode.",
    );
  }
  if (chosen.filterMode === "allow" && chosen.eventNames.length === 0) {
    throw fieldFault("invalid", "eventNames", "Name at least one event to send, or choose all calls.");
  }
}

/** Throws `conflict` where another destination of the source already leads through the connection. The source must be held. */
export async function refuseDuplicate(
  tx: Pick<Ctx, "db" | "workspaceId">,
  wanted: { sourceId: string; connectionId: string; except?: string },
): Promise<void> {
  const others = await destinationsOf(tx.db, tx.workspaceId, wanted.sourceId);
  const same = others.find(
    ({ id, connection_id }) => connection_id === wanted.connectionId && id !== wanted.except,
  );
  if (same) {
    throw fieldFault(
      "conflict",
      "connectionId",
      `The calls of ${same.source_name} already go to ${same.nickname}, by the destination "${same.name}". Twice there would count everything double.`,
    );
  }
}
