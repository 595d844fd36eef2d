import { audienceRuntime } from "../audiences.ts";
import { removeFromAudienceKind } from "./schema.ts";

export const removeFromAudienceRuntime = audienceRuntime(removeFromAudienceKind, "delete");
