import type { Handlers } from "../api/operation.ts";
import type { sourcesOperations } from "./operations.ts";
import { archiveSource } from "./verbs/archive-source.ts";
import { createSource } from "./verbs/create-source.ts";
import { createWriteKey } from "./verbs/create-write-key.ts";
import { getSource } from "./verbs/get-source.ts";
import { listCalls } from "./verbs/list-calls.ts";
import { listSources } from "./verbs/list-sources.ts";
import { listWriteKeys } from "./verbs/list-write-keys.ts";
import { revokeWriteKey } from "./verbs/revoke-write-key.ts";
import { updateSource } from "./verbs/update-source.ts";

export const sourcesHandlers: Handlers<typeof sourcesOperations> = {
  "sources.list": listSources,
  "sources.create": (ctx, input) => createSource(ctx, input),
  "sources.get": getSource,
  "sources.update": updateSource,
  "sources.archive": archiveSource,
  "sources.keys.list": listWriteKeys,
  "sources.keys.create": createWriteKey,
  "sources.keys.revoke": revokeWriteKey,
  "sources.calls": listCalls,
};
