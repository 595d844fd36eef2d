import { buildApp, checkNode, generateClient, installPackages } from "./prepare.mjs";

// `npm run build`: everything that `npm run web` and `npm run worker` need, and nothing is started.
checkNode();
await installPackages();
await generateClient();
await buildApp();
