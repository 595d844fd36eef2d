import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import type { SdkCall, SdkName } from "../destinations/tests/sdk-case.ts";

type Send = (to: { url: string; key: string }, calls: SdkCall[]) => Promise<void>;

/** More than any test sends: what is left goes with the last flush. */
const FLUSH_AT = 100;

// The two declare other types of the same messages; what they take is for them to judge when they are called.
const asTheirs = (message: SdkCall[1]) => message as never;

async function bySegment(to: { url: string; key: string }, calls: SdkCall[]): Promise<void> {
  const analytics = new Analytics({
    writeKey: to.key,
    host: to.url,
    path: "/v1/batch",
    flushAt: FLUSH_AT,
    maxRetries: 0,
  });
  const failures: unknown[] = [];
  analytics.on("error", (error) => failures.push(error));
  for (const [call, message] of calls) {
    analytics[call](asTheirs(message));
  }
  await analytics.closeAndFlush();
  if (failures.length > 0) {
    throw new Error("Segment's SDK could not deliver", { cause: failures[0] });
  }
}

async function byRudderStack(to: { url: string; key: string }, calls: SdkCall[]): Promise<void> {
  const failures: unknown[] = [];
  const analytics = new RudderAnalytics(to.key, {
    dataPlaneUrl: to.url,
    flushAt: FLUSH_AT,
    retryCount: 0,
    errorHandler: (error) => failures.push(error),
  });
  for (const [call, message] of calls) {
    analytics[call](asTheirs(message));
  }
  // The first call leaves at once, by itself; flushing waits for it, and for what it is called back for.
  await analytics.flush();
  if (failures.length > 0) {
    throw new Error("RudderStack's SDK could not deliver", { cause: failures[0] });
  }
}

/** The official Node SDKs, unmodified: each makes a client, calls it, and resolves when everything is delivered. */
export const officialSdks: Record<SdkName, Send> = { segment: bySegment, rudderstack: byRudderStack };
