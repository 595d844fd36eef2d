import { openRoot, type Root } from "@/lib/root.ts";

// Kept on globalThis so that a reload of modules in development does not open a second pool.
const holder = globalThis as { junctionRoot?: Root };

/** The composition root of the web process. */
export function root(): Root {
  holder.junctionRoot ??= openRoot("web");
  return holder.junctionRoot;
}
