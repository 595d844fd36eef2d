import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { endOwn, runOwn } from "./own-processes.mjs";
import { buildApp, checkNode, generateClient, installPackages, orExit } from "./prepare.mjs";

// `npm test`: every check there is, whatever the ones before it said, and at the end one line with the sum.
const reports = mkdtempSync(join(tmpdir(), "junction-reports-"));
const sum = { passed: 0, failed: 0 };

// Settings of an installation must not leak into its tests.
const own = /^(JUNCTION_(?!E2E_)|OIDC_|DATABASE_URL$|PORT$|NODE_ENV$|NEXTAUTH_)/;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
  NEXT_TELEMETRY_DISABLED: "1",
  CI: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};

const tool = (...path) => join("node_modules", ...path);
const vitestReport = join(reports, "vitest.json");
const playwrightReport = join(reports, "playwright.json");

// Who ends the tests ends what they started.
let asked = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    asked = true;
    endOwn();
  });
}

const command = (args, extra = {}) => runOwn(args, { ...env, ...extra });

/**
 * Begins works one after the other. Each is a promise of `{ ok, output, seconds }` that never fails, so that lanes run
 * beside each other and are told in a fixed order.
 */
function lane(...works) {
  let before = Promise.resolve();
  return works.map((work) => {
    const result = before.then(async () => {
      const begin = performance.now();
      const { ok, output } = asked ? { ok: false, output: "" } : await work();
      return { ok, output, seconds: (performance.now() - begin) / 1000 };
    });
    before = result;
    return result;
  });
}

/** Books one step and tells it: the test cases that `count` reads from its report, or the step itself as one. */
async function tell(name, work, count) {
  const { ok, output, seconds } = await work;
  if (asked) {
    return;
  }
  const cases = count?.() ?? { passed: 0, failed: 0 };
  if (cases.failed === 0 && !ok) {
    cases.failed = 1;
  } else if (cases.passed + cases.failed === 0) {
    // A runner that ran no test case has not shown anything.
    cases[count ? "failed" : "passed"] = 1;
  }
  sum.passed += cases.passed;
  sum.failed += cases.failed;
  const detail = count ? `: ${cases.passed} passed, ${cases.failed} failed` : "";
  const words = `${name}${detail} (${seconds.toFixed(1)} s)`;
  console.log(cases.failed === 0 ? `✓ ${words}` : `✗ ${words}\n${output}`);
}

const step = (name, work, count) => tell(name, lane(work)[0], count);

const reportOf = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);

function vitestCases() {
  const report = reportOf(vitestReport);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

function playwrightCases() {
  const stats = reportOf(playwrightReport)?.stats;
  return { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) };
}

async function attempt(work) {
  try {
    await work();
    return { ok: true, output: "" };
  } catch (error) {
    return { ok: false, output: String(error.sentence ?? error.stack) };
  }
}

async function checkTypes() {
  const generated = await command([tool("next", "dist", "bin", "next"), "typegen"]);
  return generated.ok ? command([tool("typescript", "bin", "tsc"), "--noEmit"]) : generated;
}

await orExit(async () => {
  checkNode();
  await installPackages();
  await generateClient();
});
// Two cores, two lanes. The build comes after the types: both write `.next/types`.
const [types, build] = lane(checkTypes, () => attempt(buildApp));
const [lint, imports, unused] = lane(
  () => command([tool("@biomejs", "biome", "bin", "biome"), "check", "."]),
  () => command(["lib/launch/check-imports.mjs"]),
  () => command([tool("knip", "bin", "knip.js"), "--no-progress", "--no-config-hints"]),
);
await tell("format and lint", lint);
await tell("types", types);
await tell("import rules", imports);
await tell("dead code", unused);
await tell("build", build);
await step(
  "unit and database tests",
  () =>
    command([
      tool("vitest", "vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${vitestReport}`,
    ]),
  vitestCases,
);
await step("a Chromium for the browser tests", () => attempt(ensureChromium));
await step(
  "browser tests",
  () =>
    command([tool("@playwright", "test", "cli.js"), "test", "--reporter=list,json"], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
    }),
  playwrightCases,
);
rmSync(reports, { recursive: true, force: true });
if (asked) {
  console.log("The tests were ended before all had run.");
  sum.failed += 1;
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 ? 0 : 1);
