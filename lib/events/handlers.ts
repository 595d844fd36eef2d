import type { Handlers } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import type { eventsOperations } from "./operations.ts";

async function notYet(): Promise<never> {
  throw new Fault("unavailable", "This is not built yet.");
}

export const eventsHandlers: Handlers<typeof eventsOperations> = {
  "events.names": notYet,
  "events.definition": notYet,
  "events.samples": notYet,
  "events.system": notYet,
};
