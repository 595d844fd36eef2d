/** Junction builds with plain Next; headers are set in proxy.ts, types are checked by `npm test`. */
export default {
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
