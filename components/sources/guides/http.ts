import type { Guide } from "./guide.ts";

export const plainHttp: Guide = {
  id: "curl",
  label: "curl",
  steps: ({ address, writeKey }) => [
    {
      title: "Say who it is",
      text: "The write key is the user name of Basic authentication; the password stays empty.",
      code: `curl ${address}/v1/identify \\
  --user '${writeKey}:' \\
  --header 'content-type: application/json' \\
  --data '{
    "userId": "user-1",
    "traits": { "email": "ada@example.com", "name": "Ada" }
  }'`,
    },
    {
      title: "Say what they did",
      text: "A messageId of your own makes repeating safe: the same one is stored once.",
      code: `curl ${address}/v1/track \\
  --user '${writeKey}:' \\
  --header 'content-type: application/json' \\
  --data '{
    "userId": "user-1",
    "event": "Order Completed",
    "messageId": "order-77-completed",
    "properties": { "order_id": "ord-77", "revenue": 120, "currency": "EUR" }
  }'`,
    },
    {
      title: "Many at once",
      text: "Up to 4 MB in a request, 32 KB each. One bad call refuses the whole batch.",
      code: `curl ${address}/v1/batch \\
  --user '${writeKey}:' \\
  --header 'content-type: application/json' \\
  --data '{
    "batch": [
      { "type": "page", "anonymousId": "a-1", "name": "Home" },
      { "type": "track", "anonymousId": "a-1", "event": "Product Viewed" }
    ]
  }'`,
    },
  ],
};
