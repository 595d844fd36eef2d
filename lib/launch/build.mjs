import { buildApp, checkNode, generateClient, installPackages, orExit } from "./prepare.mjs";

// `npm run build`: everything that `npm run web` and `npm run worker` need, and nothing is started.
await orExit(async () => {
  checkNode();
  await installPackages();
  await generateClient();
  await buildApp();
});
