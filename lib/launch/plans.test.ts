import { expect, test } from "vitest";
import { webPlan } from "./plans.ts";
import { readSettings } from "./settings.ts";

test("a connection may rest longer than the 60 s that proxies in front keep theirs", () => {
  const { args } = webPlan({
    settings: readSettings({}),
    databaseUrl: "postgres://localhost/junction",
    secret: "a secret of tests",
    sandboxPort: 1,
    mailPort: 2,
    dev: false,
  });
  expect(Number(args[args.indexOf("--keepAliveTimeout") + 1])).toBeGreaterThan(60_000);
});
