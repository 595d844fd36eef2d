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

/** Runs one step and books it: the test cases that `count` reads from its report, or the step itself as one. */
async function step(name, work, count) {
  if (asked) {
    return;
  }
  const begin = performance.now();
  const { ok, output } = await work();
  const cases = count?.() ?? { passed: 0, failed: 0 };
  if (cases.failed === 0 && !ok) {
    cases.failed = 1;
  } else if (cases.passed + cases.failed === 0) {
    // A runner that ran no test case has not shown anything.
    cases[count ? "failed" : "passed"] = 1;
  }
  sum.passed += cases.passed;
  sum.failed += cases.failed;
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const detail = count ? `: ${cases.passed} passed, ${cases.failed} failed` : "";
  if (cases.failed === 0) {
    console.log(`✓ ${name}${detail} (${seconds} s)`);
  } else {
    console.log(`✗ ${name}${detail} (${seconds} s)\n${output}`);
  }
}

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
await step("format and lint", () => command([tool("@biomejs", "biome", "bin", "biome"), "check", "."]));
await step("types", checkTypes);
await step("import rules", () => command(["lib/launch/check-imports.mjs"]));
await step("dead code", () =>
  command([tool("knip", "bin", "knip.js"), "--no-progress", "--no-config-hints"]),
);
await step("build", () => attempt(buildApp));
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
