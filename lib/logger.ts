import pino from "pino";
import type { Logger } from "./kernel/logger.ts";

/** The log of a process: JSON lines on standard output; what could hold a secret is cut out. */
export function processLogger(name: string, level = "info"): Logger {
  return pino({
    name,
    level,
    redact: ["*.authorization", "*.password", "*.secret", "*.writeKey", "*.passcode"],
    serializers: { err: pino.stdSerializers.err },
  });
}
