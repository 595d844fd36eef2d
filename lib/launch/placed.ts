import type { Place } from "./place-store.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings and ports of one process that runs by itself: its own environment first, then what was noted in the database, since a
 * worker that knows no address would write links to its own machine into mails, and look for the sandbox where none is.
 */
export function placed(kind: "web" | "worker" | "sandbox", settings: Settings, known: Place) {
  // A web process that nobody told an address is reached where it listens; a worker listens nowhere.
  const url = settings.JUNCTION_URL ?? (kind === "worker" || known.isGiven ? known.url : undefined);
  // The sandbox is where it is told to be, and others look for it where it is.
  const there = kind === "sandbox" ? {} : known;
  const sandboxPort = settings.JUNCTION_SANDBOX_PORT ?? there.sandboxPort ?? settings.PORT + 1;
  const mailPort = settings.JUNCTION_SANDBOX_SMTP_PORT ?? there.mailPort ?? sandboxPort + 1;
  return {
    settings: { ...settings, ...(url !== undefined && { JUNCTION_URL: url }) },
    sandboxPort,
    mailPort,
  };
}
