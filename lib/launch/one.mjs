import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkNode, giveUp, root } from "./prepare.mjs";

// `npm run web`, `npm run worker`, `npm run sandbox`: one process alone, of what `npm run build` or `npm start` made.
checkNode();
const kind = process.argv[2];
const needed = ["node_modules/.junction-lock", "lib/db/generated/.schema"];
if (kind === "web") {
  needed.push(".next/junction-sources");
}
if (needed.some((path) => !existsSync(join(root, path)))) {
  giveUp(`There is no build in ${root} yet; run "npm run build" first.`);
}
const { register } = await import("tsx/esm/api");
register();
const { runOne } = await import("./run-one.ts");
const { orGiveUp } = await import("./unstartable.ts");
await orGiveUp(() => runOne(kind));
