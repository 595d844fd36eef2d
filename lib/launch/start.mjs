import { buildApp, checkNode, generateClient, installPackages } from "./prepare.mjs";

// `npm start`, and with --dev `npm run dev`. Plain JavaScript until everything that TypeScript needs is there.
checkNode();
const dev = process.argv.includes("--dev");
await installPackages();
await generateClient();
const { register } = await import("tsx/esm/api");
register();
const { checkStart } = await import("./check-start.ts");
const { main } = await import("./main.ts");
const { orGiveUp } = await import("./unstartable.ts");
// A wrong setting is said before the build, not a minute later.
await orGiveUp(checkStart);
if (!dev) {
  await buildApp();
}
await orGiveUp(() => main({ dev }));
