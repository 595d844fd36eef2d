import { existsSync } from "node:fs";
import { run } from "./prepare.mjs";

// The shell draws no window that nobody sees: a page costs it half of what it costs Chromium itself.
const systemPaths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** The system's Chromium, without windows if it has that; undefined where Playwright's own is to be used. */
export function systemChromium() {
  return systemPaths.find((path) => existsSync(path));
}

/** Sees to it that there is a Chromium: the system's, else from Debian as root, else Playwright's own. */
export async function ensureChromium() {
  if (systemChromium()) {
    return;
  }
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    await run("Updating the package lists", "apt-get", ["update"]);
    await run("Installing Chromium", "apt-get", [
      "install",
      "-y",
      "--no-install-recommends",
      "chromium-headless-shell",
    ]);
    return;
  }
  const { chromium } = await import("@playwright/test");
  if (!existsSync(chromium.executablePath())) {
    const cli = "node_modules/@playwright/test/cli.js";
    await run("Downloading Chromium", process.execPath, [cli, "install", "chromium"]);
  }
}
