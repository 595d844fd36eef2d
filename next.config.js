/** What proxy.ts does not pass (decision 025): answers and files, which no page may show in a frame or take for another type. */
const unpassed = ["/api/:path*", "/_next/:path*", "/icon.svg", "/favicon.ico"];
const plainHeaders = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
];

/** Junction builds with plain Next; headers of pages are set in proxy.ts, types are checked by `npm test`. */
export default {
  headers: async () => unpassed.map((source) => ({ source, headers: plainHeaders })),
  poweredByHeader: false,
  reactStrictMode: true,
  // RudderStack's SDKs ask for /sourceConfig/, and a browser's preflight must not be redirected.
  skipTrailingSlashRedirect: true,
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-cursor",
    "@node-rs/argon2",
    "graphile-worker",
    "pino",
    "undici",
    "prom-client",
  ],
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"] },
};
