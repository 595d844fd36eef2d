import type { Handlers } from "../api/operation.ts";
import type { audienceOperations } from "./operations.ts";
import { createAudience } from "./verbs/create-audience.ts";
import { createKey } from "./verbs/create-key.ts";
import { deleteAudience } from "./verbs/delete-audience.ts";
import { downloadMembers } from "./verbs/download-members.ts";
import { getAudience } from "./verbs/get-audience.ts";
import { getSizes } from "./verbs/get-sizes.ts";
import { listAudiences } from "./verbs/list-audiences.ts";
import { listHistory } from "./verbs/list-history.ts";
import { listKeys } from "./verbs/list-keys.ts";
import { listMembers } from "./verbs/list-members.ts";
import { listOperations } from "./verbs/list-operations.ts";
import { revokeKey } from "./verbs/revoke-key.ts";
import { updateAudience } from "./verbs/update-audience.ts";

export const audienceHandlers: Handlers<typeof audienceOperations> = {
  "audiences.create": createAudience,
  "audiences.list": listAudiences,
  "audiences.get": getAudience,
  "audiences.update": updateAudience,
  "audiences.delete": deleteAudience,
  "audiences.members": listMembers,
  "audiences.membersCsv": downloadMembers,
  "audiences.operations": listOperations,
  "audiences.sizes": getSizes,
  "audiences.keys.list": listKeys,
  "audiences.keys.create": createKey,
  "audiences.keys.revoke": revokeKey,
  "audiences.history": listHistory,
};
