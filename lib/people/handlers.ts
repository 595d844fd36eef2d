import type { Handlers } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import type { peopleOperations } from "./operations.ts";

async function notYet(): Promise<never> {
  throw new Fault("unavailable", "This is not built yet.");
}

export const peopleHandlers: Handlers<typeof peopleOperations> = {
  "people.list": notYet,
  "people.get": notYet,
  "people.timeline": notYet,
};
