import type { Handlers } from "../../api/operation.ts";
import { listStoryComponents } from "../verbs/list-story-components.ts";
import type { storyOperations } from "./operations.ts";

export const storyHandlers: Handlers<typeof storyOperations> = {
  "audiences.storyComponents": listStoryComponents,
};
