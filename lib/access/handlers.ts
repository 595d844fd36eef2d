import type { Handlers } from "../api/operation.ts";
import type { accessOperations } from "./operations.ts";
import { getMe } from "./verbs/get-me.ts";

export const accessHandlers: Handlers<typeof accessOperations> = {
  "me.get": getMe,
};
