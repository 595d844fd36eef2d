import { defineConfig } from "@playwright/test";
import { admin, baseUrl, port } from "./e2e/fixtures/installation.ts";
import { systemChromium } from "./lib/launch/chromium.mjs";

// Chromium takes the last list only, so this one repeats what Playwright switches off that matters here. The address
// bar's own pages cost each new window more than the page under test does, and nobody sees them.
const disabledFeatures = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "AimEnabled",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

export default defineConfig({
  // The bench of the canvas measures in the same browser and on the same installation.
  testDir: process.env.JUNCTION_STORIES ?? "e2e",
  outputDir: "test-results",
  // One installation serves all stories; a story makes what it needs under names of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: baseUrl,
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Recording every step costs more than the steps; a failure has its picture and its words.
    trace: "off",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: systemChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--disable-features=${disabledFeatures.join(",")}`,
      ],
    },
  },
  webServer: {
    // It ends with Playwright, also when that is killed: no shell stays between them.
    command: "exec node --import ./lib/launch/follow-parent.mjs e2e/fixtures/product.mjs",
    url: `${baseUrl}/sign-in`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
    env: {
      PORT: String(port),
      JUNCTION_SANDBOX_PORT: String(port + 1),
      JUNCTION_SANDBOX_SMTP_PORT: String(port + 3),
      JUNCTION_ADMIN_EMAIL: admin.email,
      JUNCTION_ADMIN_PASSWORD: admin.password,
    },
  },
});
