import { configDefaults, defineConfig } from "vitest/config";

const alias = { "@": import.meta.dirname };
const exclude = [...configDefaults.exclude, ".next/**", ".data/**", "e2e/**"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...exclude, "**/*.db.test.ts"],
          // Nothing here keeps what another file could meet; reading the modules anew for each took most of the time.
          isolate: false,
          // On a busy machine a walk over many cases takes its time.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["lib/testing/test-server.ts"],
          // Each file has a database of its own, and what modules keep is told apart by workspace; reading them anew for each of
          // 130 files took a third of the time.
          isolate: false,
          // The walks over every operation and the fuzz of the doors are long, and longer on a busy machine.
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
