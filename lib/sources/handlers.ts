import type { Handlers } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import type { sourcesOperations } from "./operations.ts";

async function notYet(): Promise<never> {
  throw new Fault("unavailable", "This is not built yet.");
}

export const sourcesHandlers: Handlers<typeof sourcesOperations> = {
  "sources.list": notYet,
  "sources.create": notYet,
  "sources.get": notYet,
  "sources.update": notYet,
  "sources.archive": notYet,
  "sources.keys.list": notYet,
  "sources.keys.create": notYet,
  "sources.keys.revoke": notYet,
  "sources.calls": notYet,
};
