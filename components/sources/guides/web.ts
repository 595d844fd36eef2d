import type { Guide } from "./guide.ts";

// `/bundled`: the default entry loads its plugins from the vendor's CDN. `configUrl`: the SDK asks for the source's
// settings before it sends anything; Junction answers that at /sourceConfig.
export const rudderWeb: Guide = {
  id: "rudderstack",
  label: "RudderStack SDK",
  steps: ({ address, writeKey }) => [
    { title: "Install the SDK", code: "npm install @rudderstack/analytics-js" },
    {
      title: "Load it once, where your app starts",
      code: `import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

export const analytics = new RudderAnalytics();
analytics.load("${writeKey}", "${address}", { configUrl: "${address}" });
analytics.page();`,
    },
    {
      title: "Say who it is and what they do",
      code: `analytics.identify("user-1", { email: "ada@example.com", name: "Ada" });
analytics.track("Product Added", { product_id: "sku-44", price: 60, currency: "EUR" });`,
    },
  ],
};

export const segmentWeb: Guide = {
  id: "segment",
  label: "Segment Analytics.js",
  steps: ({ address, writeKey }) => {
    const { host, protocol } = new URL(address);
    return [
      { title: "Install the SDK", code: "npm install @segment/analytics-next" },
      {
        title: "Load it once, where your app starts",
        text: "With its settings given here it asks no other server for them.",
        code: `import { AnalyticsBrowser } from "@segment/analytics-next";

export const analytics = AnalyticsBrowser.load({
  writeKey: "${writeKey}",
  cdnSettings: {
    integrations: {
      "Segment.io": {
        apiKey: "${writeKey}",
        apiHost: "${host}/v1",
        protocol: "${protocol.replace(":", "")}",
      },
    },
  },
});
analytics.page();`,
      },
      {
        title: "Say who it is and what they do",
        code: `analytics.identify("user-1", { email: "ada@example.com", name: "Ada" });
analytics.track("Product Added", { product_id: "sku-44", price: 60, currency: "EUR" });`,
      },
    ];
  },
};
