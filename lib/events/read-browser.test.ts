import { expect, it } from "vitest";
import type { Json } from "../kernel/json.ts";
import { readBrowser } from "./read-browser.ts";

const onWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
const chrome = `${onWindows} Chrome/124.0.0.0 Safari/537.36`;
const brands = (...named: [string, string][]): Json => named.map(([brand, version]) => ({ brand, version }));

it.each<[string, string, Json, string, string | undefined]>([
  ["Chrome", chrome, null, "Chrome", "124.0.0.0"],
  ["Edge", `${chrome} Edg/124.0.2478.51`, null, "Microsoft Edge", "124.0.2478.51"],
  [
    "Firefox",
    "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
    null,
    "Firefox",
    "125.0",
  ],
  [
    "Safari on an iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1",
    null,
    "Safari",
    "17.4.1",
  ],
  ["Opera", "Opera/9.80 (Windows NT 6.0) Presto/2.12.388 Version/12.14", null, "Opera", "12.14"],
  [
    "Brave, which its user agent does not tell",
    chrome,
    brands(["Chromium", "124"], ["Brave", "124"]),
    "Brave",
    "124",
  ],
  [
    "Chrome with what it says besides",
    chrome,
    brands(["Google Chrome", "124"], ["Not-A.Brand", "99"]),
    "Chrome",
    "124.0.0.0",
  ],
  ["brands that are none", chrome, [null, "Brave", { brand: 7 }], "Chrome", "124.0.0.0"],
])("%s", (_, agent, hints, name, version) => {
  expect(readBrowser(agent, hints)).toEqual({ name, version });
});

it.each([
  "",
  "okhttp/4.9.3",
  "Dalvik/2.1.0 (Linux; U; Android 11; SM-G960U)",
  "Mozilla/5.0 (test)",
  "App/1.2 CFNetwork/1494 Darwin/23.4.0",
])("no browser: %s", (agent) => {
  expect(readBrowser(agent, null)).toBeNull();
});
