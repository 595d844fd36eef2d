import { checkBuilt, checkNode, orExit } from "./prepare.mjs";

// `npm run web`, `npm run worker`, `npm run sandbox`: one process alone, of what `npm run build` or `npm start` made.
const kind = process.argv[2];
await orExit(async () => {
  checkNode();
  checkBuilt(kind);
  const { register } = await import("tsx/esm/api");
  register();
  const { runOne } = await import("./run-one.ts");
  await runOne(kind);
});
