import { audienceRuntime } from "../audiences.ts";
import { addToAudienceKind } from "./schema.ts";

export const addToAudienceRuntime = audienceRuntime(addToAudienceKind, "upsert");
