import type { Guide } from "./guide.ts";

export const rudderNode: Guide = {
  id: "rudderstack",
  label: "RudderStack SDK",
  steps: ({ address, writeKey }) => [
    { title: "Install the SDK", code: "npm install @rudderstack/rudder-sdk-node" },
    {
      title: "Make one client for the process",
      text: "Calls leave in batches of 20, or after 10 seconds.",
      code: `import RudderAnalytics from "@rudderstack/rudder-sdk-node";

export const analytics = new RudderAnalytics("${writeKey}", {
  dataPlaneUrl: "${address}",
});`,
    },
    {
      title: "Say who it is and what they do, and flush before the process ends",
      code: `analytics.identify({ userId: "user-1", traits: { email: "ada@example.com", name: "Ada" } });
analytics.track({
  userId: "user-1",
  event: "Order Completed",
  properties: { order_id: "ord-77", revenue: 120, currency: "EUR" },
});
await analytics.flush();`,
    },
  ],
};

export const segmentNode: Guide = {
  id: "segment",
  label: "Segment Analytics for Node.js",
  steps: ({ address, writeKey }) => [
    { title: "Install the SDK", code: "npm install @segment/analytics-node" },
    {
      title: "Make one client for the process",
      text: "Calls leave in batches of 15, or after 10 seconds.",
      code: `import { Analytics } from "@segment/analytics-node";

export const analytics = new Analytics({
  writeKey: "${writeKey}",
  host: "${address}",
});`,
    },
    {
      title: "Say who it is and what they do, and flush before the process ends",
      code: `analytics.identify({ userId: "user-1", traits: { email: "ada@example.com", name: "Ada" } });
analytics.track({
  userId: "user-1",
  event: "Order Completed",
  properties: { order_id: "ord-77", revenue: 120, currency: "EUR" },
});
await analytics.closeAndFlush();`,
    },
  ],
};
