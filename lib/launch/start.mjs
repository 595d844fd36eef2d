import { buildApp, checkNode, generateClient, installPackages, orExit } from "./prepare.mjs";

// `npm start`, and with --dev `npm run dev`. Plain JavaScript until everything that TypeScript needs is there.
const dev = process.argv.includes("--dev");
await orExit(async () => {
  checkNode();
  await installPackages();
  await generateClient();
  const { register } = await import("tsx/esm/api");
  register();
  // A wrong setting is said before the build, not a minute later.
  const { checkStart } = await import("./check-start.ts");
  await checkStart();
  if (!dev) {
    await buildApp();
  }
  const { main } = await import("./main.ts");
  await main({ dev });
});
