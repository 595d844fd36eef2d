import type { Handlers } from "../../api/operation.ts";
import { importAgain } from "../verbs/import-again.ts";
import type { remoteAudienceOperations } from "./operations.ts";

export const remoteAudienceHandlers: Handlers<typeof remoteAudienceOperations> = {
  "audiences.imports.again": importAgain,
};
