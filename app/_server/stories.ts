import { type StoryEndpoint, storyEndpoint } from "@/lib/audiences/stories/endpoint.ts";
import { root } from "./root.ts";

// Kept on globalThis for the same reason as the root: one memory of keys per process.
const holder = globalThis as { junctionStories?: StoryEndpoint };

/** The endpoint `/v1/story-events` of the web process. */
export function stories(): StoryEndpoint {
  holder.junctionStories ??= storyEndpoint(root().ctx);
  return holder.junctionStories;
}
