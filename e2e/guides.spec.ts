import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import type { Guide } from "../components/sources/guides/guide.ts";
import { rudderNode, segmentNode } from "../components/sources/guides/node.ts";
import { rudderWeb, segmentWeb } from "../components/sources/guides/web.ts";
import { baseUrl } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

// The code of a guide, as it stands on the set-up page, is run as a reader would run it.
test.describe.configure({ timeout: 120_000 });

async function createSource(page: Page, platform: string): Promise<{ id: string; key: string }> {
  const response = await page.request.post("/api/v1/sources", {
    data: { name: `Guide ${randomUUID().slice(0, 8)}`, platform },
  });
  expect(response.status()).toBe(201);
  const { source, writeKey } = await response.json();
  return { id: source.id, key: writeKey.key };
}

/** A guide's steps but the one that installs its package, in a folder where the package is found. */
async function written(guide: Guide, key: string): Promise<{ dir: string; file: string }> {
  const dir = await mkdtemp(join(import.meta.dirname, "..", "test-results-guide-"));
  const file = join(dir, "app.mjs");
  const [, ...steps] = guide.steps({ address: baseUrl, writeKey: key });
  await writeFile(file, steps.map(({ code }) => code).join("\n"));
  return { dir, file };
}

async function expectCalls(page: Page, sourceId: string, event: string): Promise<void> {
  await expect(async () => {
    const answer = await page.request.get(`/api/v1/sources/${sourceId}/calls`);
    const { items } = await answer.json();
    const names = items.map((call: { type: string; name: string }) => `${call.type} ${call.name}`);
    expect(names).toContain("identify identify");
    expect(names).toContain(`track ${event}`);
  }).toPass({ timeout: 30_000 });
}

for (const guide of [rudderNode, segmentNode]) {
  test(`the guide for Node delivers its calls: ${guide.label}`, async ({ adminPage: page }) => {
    const source = await createSource(page, "node");
    const { dir, file } = await written(guide, source.key);
    try {
      await promisify(execFile)(process.execPath, [file], { timeout: 60_000 });
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
    await expectCalls(page, source.id, "Order Completed");
  });
}

for (const guide of [rudderWeb, segmentWeb]) {
  test(`the guide for the web delivers its calls from a browser: ${guide.label}`, async ({
    adminPage: page,
    browser,
  }) => {
    const source = await createSource(page, "web");
    const { dir, file } = await written(guide, source.key);
    const built = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: "esm",
      define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    }).finally(() => rm(dir, { recursive: true, force: true }));
    const script = built.outputFiles[0]?.text ?? "";
    const site = createServer((request, response) => {
      const isScript = request.url === "/app.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : '<!doctype html><script type="module" src="/app.js"></script>');
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    const visitor = await browser.newContext();
    try {
      const shop = await visitor.newPage();
      await shop.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      await expectCalls(page, source.id, "Product Added");
    } finally {
      await visitor.close();
      site.close();
    }
  });
}
