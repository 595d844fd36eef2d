import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./prepare.mjs";

// Holds .dependency-cruiser.cjs against the tree; part of `npm test`.
const require = createRequire(import.meta.url);
process.chdir(root);

// dependency-cruiser lets swc read every file as plain TypeScript, and does not tell imports of types from others.
// The patch must be there before it loads swc.
const swc = require("@swc/core");
const parseFileSync = swc.parseFileSync;
let withTypes = true;
const isOfTypes = ({ type, typeOnly, specifiers }) =>
  type === "ImportDeclaration" &&
  (typeOnly || (specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly)));
swc.parseFileSync = (path, options) => {
  const tree = parseFileSync(path, { ...options, tsx: path.endsWith(".tsx") });
  return withTypes ? tree : { ...tree, body: tree.body.filter((item) => !isOfTypes(item)) };
};
const { cruise } = await import("dependency-cruiser");

const folders = ["app", "bench", "components", "e2e", "lib"].filter((folder) => existsSync(folder));
const { forbidden, options } = require(join(root, ".dependency-cruiser.cjs"));

async function violationsOf(rules) {
  const { output } = await cruise(
    folders,
    { ...options, ruleSet: { forbidden: rules }, validate: true },
    {
      alias: { "@": root },
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs"],
      conditionNames: ["import", "node", "default"],
      exportsFields: ["exports"],
    },
  );
  return output;
}

const isRuleOfRunning = ({ to }) => to.circular === true || to.reachable === true;
const output = await violationsOf(forbidden.filter((rule) => !isRuleOfRunning(rule)));
// Modules that only know each other's types do not need each other when they run.
withTypes = false;
const running = await violationsOf(forbidden.filter(isRuleOfRunning));
const violations = [...output.summary.violations, ...running.summary.violations];

const isSource = (path) => /\.tsx?$/.test(path) && !path.startsWith("lib/db/generated/");
const tree = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((path) => join(folder, path)))
  .filter(isSource);
const seen = new Set(
  output.modules
    .filter((module) => module.dependencies.length > 0 || module.valid)
    .map((module) => module.source),
);
const unseen = tree.filter((path) => !seen.has(path));
const dependencies = output.modules.reduce((sum, module) => sum + module.dependencies.length, 0);

for (const { rule, from, to } of violations) {
  const why = forbidden.find((one) => one.name === rule.name)?.comment ?? "";
  console.error(`${rule.name}: ${from} → ${to}\n    ${why}`);
}
for (const path of unseen) {
  console.error(`not seen: ${path}`);
}
// A checker that read nothing reports success; it has to have seen every file, and imports in them.
if (violations.length > 0 || unseen.length > 0 || dependencies < tree.length) {
  process.exit(1);
}
console.log(`${tree.length} modules, ${dependencies} imports, all by the rules.`);
