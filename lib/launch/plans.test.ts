import { expect, test } from "vitest";
import { entryPlan, webPlan } from "./plans.ts";
import { readSettings } from "./settings.ts";

const installation = {
  settings: readSettings({}),
  databaseUrl: "postgres://localhost/junction",
  secret: "a secret of tests",
  sandboxPort: 1,
  mailPort: 2,
  dev: false,
};

test("no process goes by the clocks of its machine", () => {
  const plans = [
    webPlan(installation),
    entryPlan("worker", installation),
    entryPlan("sandbox", installation),
  ];
  expect(plans.map(({ env }) => env?.TZ)).toEqual(["UTC", "UTC", "UTC"]);
});

test("a connection may rest longer than the 60 s that proxies in front keep theirs", () => {
  const { args } = webPlan(installation);
  expect(Number(args[args.indexOf("--keepAliveTimeout") + 1])).toBeGreaterThan(60_000);
});
