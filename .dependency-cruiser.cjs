// Who may import what (lib/decisions and README say why). `lib/launch/check-imports.mjs` runs it.
const { builtinModules } = require("node:module");

const ui = ["next", "next-auth", "react", "react-dom", "@xyflow", "@tanstack", "@mantine", "@tabler"];
const npm = (names) => `(^|/)node_modules/(${names.join("|")})(/|$)`;
const store = "[/-]store\\.ts$";
const test = "\\.test\\.tsx?$";

// "is used by": a feature may import those before it in a line, never those after it.
const lines = [
  [
    ["people"],
    ["events"],
    ["segments", "control-groups"],
    ["audiences"],
    ["transfers"],
    ["exports", "campaigns", "journeys"],
  ],
  [
    ["partners"],
    ["integrations"],
    ["audiences", "channels"],
    ["transfers", "exports", "campaigns", "journeys"],
  ],
  [["partners"], ["delivery"], ["transfers", "exports", "campaigns", "journeys"]],
  [["templates", "channels"], ["tracking"], ["campaigns", "journeys"]],
  [["people"], ["events"], ["tracking"], ["campaigns", "journeys"]],
];
const features = [...new Set(lines.flat(2))];
const oneWay = lines.flatMap((line) =>
  line.slice(0, -1).map((from, index) => ({
    name: `one-way-${from.join("-and-")}`,
    comment: "Features use each other in one direction.",
    severity: "error",
    from: { path: `^lib/(${from.join("|")})/`, pathNot: test },
    to: {
      path: `^lib/(${line
        .slice(index + 1)
        .flat()
        .join("|")})/`,
    },
  })),
);

module.exports = {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Two modules that need each other (more than their types) are one module or three.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      severity: "error",
      from: { pathNot: "^\\.next/" },
      to: { couldNotResolve: true },
    },
    {
      name: "kernel-knows-zod-only",
      comment: "The kernel is below everything.",
      severity: "error",
      from: { path: "^lib/kernel/", pathNot: test },
      to: { pathNot: ["^lib/kernel/", npm(["zod"])], dependencyTypesNot: ["core"] },
    },
    {
      name: "lib-knows-no-ui",
      comment: "lib/ is the product: it knows neither Next nor React. Only a kind's face.tsx draws.",
      severity: "error",
      from: { path: "^lib/", pathNot: "/face\\.tsx$" },
      to: { path: [npm(ui), "^app/", "^components/", "\\.tsx$"] },
    },
    {
      name: "only-stores-touch-the-database",
      comment: "Prisma and SQL belong to lib/db and to files named store.ts or *-store.ts.",
      severity: "error",
      from: {
        path: "^(lib|app|components)/",
        pathNot: ["^lib/(db|jobs|launch|testing|sandbox)/", "^lib/root\\.ts$", store, test],
      },
      to: { path: [npm(["@prisma", "pg", "pg-cursor", "pg-copy-streams"]), "^lib/db/generated/"] },
    },
    {
      name: "no-store-of-another-feature",
      comment: "A feature asks another one through its verbs.",
      severity: "error",
      from: { path: "^lib/([^/]+)/", pathNot: [test, "^lib/(testing|launch)/"] },
      to: { path: store, pathNot: "^lib/$1/" },
    },
    {
      name: "components-call-the-api",
      comment: "Components draw; they reach the product through components/api.ts.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: ["^lib/[^/]+/verbs/", store, "^lib/db/", "^app/"] },
    },
    {
      name: "browser-gets-no-server-code",
      comment:
        "What a component brings along goes to the browser, where a module of Node's becomes half a megabyte.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: [store, "^lib/db/", `^(node:)?(${builtinModules.join("|")})$`], reachable: true },
    },
    {
      name: "app-knows-no-store",
      comment: "app/ maps URLs to verbs.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/_server/" },
      to: { path: store },
    },
    {
      name: "ground-knows-no-feature",
      comment: "access, jobs and ledger are used by all and know none of them.",
      severity: "error",
      from: { path: "^lib/(access|jobs|ledger)/", pathNot: test },
      to: { path: `^lib/(${features.join("|")})/` },
    },
    {
      name: "templates-know-the-kernel-only",
      comment: "A text is made of what it is given; whoever sends it knows the rest.",
      severity: "error",
      from: { path: "^lib/templates/", pathNot: test },
      to: { path: "^lib/", pathNot: "^lib/(templates|kernel)/" },
    },
    {
      name: "channels-know-no-feature",
      comment: "How one message leaves is the same for campaigns and journeys.",
      severity: "error",
      from: { path: "^lib/channels/", pathNot: test },
      to: { path: "^lib/", pathNot: "^lib/(channels|templates|partners|integrations|kernel)/" },
    },
    {
      name: "launch-starts-the-rest",
      comment: "Nothing that is built depends on lib/launch; a change there needs no new build.",
      severity: "error",
      from: {
        path: "^(app|components|lib)/",
        pathNot: ["^lib/(launch|testing)/", "^lib/worker\\.ts$", test],
      },
      to: { path: "^lib/launch/" },
    },
    {
      name: "tests-are-not-imported",
      severity: "error",
      from: { pathNot: [test, "^e2e/", "^lib/testing/", "^bench/"] },
      to: { path: [test, "^lib/testing/", "^e2e/"] },
    },
    ...oneWay,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^\\.next/", "^lib/db/generated/internal/", "^lib/db/generated/models/"] },
    parser: "swc",
    tsPreCompilationDeps: true,
  },
};
