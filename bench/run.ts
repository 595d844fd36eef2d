import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench } from "./kit.ts";

const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  ingest: () => import("./ingest.ts"),
  audience: () => import("./audience.ts"),
  "audience-in": () => import("./audience-in.ts"),
  mapping: () => import("./mapping.ts"),
  email: () => import("./email.ts"),
  destination: () => import("./destination.ts"),
  trigger: () => import("./campaign-trigger.ts"),
  live: () => import("./live.ts"),
  export: () => import("./export.ts"),
  canvas: () => import("./canvas.ts"),
  campaign: () => import("./campaign.ts"),
  journey: () => import("./journey.ts"),
  segments: () => import("./segments.ts"),
  pages: () => import("./pages.ts"),
  "pages-audiences": () => import("./pages-audiences.ts"),
  "pages-exports": () => import("./pages-exports.ts"),
  "pages-people": () => import("./pages-people.ts"),
};

const name = process.argv[2] ?? "";
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!load) {
  console.error(`Say which: npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exit(1);
}
// What is measured is the code as it is, not the build that happens to lie there; nothing is done where they agree.
execFileSync(process.execPath, [fileURLToPath(new URL("../lib/launch/build.mjs", import.meta.url))], {
  stdio: ["ignore", 2, 2],
});
const { bench } = await load();
for (const figure of await bench()) {
  console.log(`${figure.name} ${figure.ratio.toFixed(2)}`);
}
process.exit(0);
