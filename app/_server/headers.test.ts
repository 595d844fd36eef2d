import { expect, test } from "vitest";
import nextConfig from "../../next.config.js";
import { config } from "../../proxy.ts";

const passed = config.matcher.map((pattern) => new RegExp(`^${pattern}$`));

test.each([
  ["/api/v1/segments", "/api/:path*"],
  ["/api/no-such-page", "/api/:path*"],
  ["/_next/static/chunks/x.js", "/_next/:path*"],
  ["/icon.svg", "/icon.svg"],
  ["/favicon.ico", "/favicon.ico"],
])(
  "%s, which proxy.ts does not see, is no other type than it says and in nobody's frame",
  async (path, source) => {
    expect(passed.some((pattern) => pattern.test(path))).toBe(false);
    const found = (await nextConfig.headers()).find((each) => each.source === source);
    const headers = Object.fromEntries((found?.headers ?? []).map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
  },
);
