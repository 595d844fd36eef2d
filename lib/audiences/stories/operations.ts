import { z } from "zod";
import { operation } from "../../api/operation.ts";
import { listStoryComponents, storyComponent } from "./schema.ts";

export const storyOperations = {
  "audiences.storyComponents": operation({
    method: "GET",
    path: "/audiences/story-components",
    summary:
      "Interactive components of stories that users answered, with their answers and how often each was given",
    tag: "Audiences",
    input: listStoryComponents,
    output: z.object({ items: z.array(storyComponent) }),
  }),
};
