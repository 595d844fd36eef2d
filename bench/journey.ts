import { drainFigures } from "./journey-drain.ts";
import { latencyFigures } from "./journey-latency.ts";
import type { Bench } from "./kit.ts";

const parts = new Set((process.env.BENCH_PARTS ?? "latency,drain").split(","));

/** What journeys cost: from an event to the call that follows, and people whom one moment wakes. */
export const bench: Bench = async () => [
  ...(parts.has("latency") ? await latencyFigures() : []),
  ...(parts.has("drain") ? await drainFigures() : []),
];
