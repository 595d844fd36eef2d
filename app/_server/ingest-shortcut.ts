import { subscribe } from "node:diagnostics_channel";
import type { RequestListener, Server } from "node:http";
import { inboundListener } from "@/lib/audiences/inbound/listener.ts";
import { storyListener } from "@/lib/audiences/stories/listener.ts";
import { triggerListener } from "@/lib/campaigns/external/listener.ts";
import { ingestListener } from "@/lib/events/ingest-listener.ts";
import { eventbridge } from "./eventbridge.ts";
import { ingest } from "./ingest.ts";
import { metrics } from "./metrics.ts";
import { stories } from "./stories.ts";
import { triggers } from "./trigger.ts";

/** Lets `listener` have each request of a server first; what it does not answer goes on to those who listened before. */
function listenFirst(server: Server, listener: (...request: Parameters<RequestListener>) => boolean): void {
  const others = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (!listener(request, response)) {
      for (const other of others) {
        other.call(server, request, response);
      }
    }
  });
}

/**
 * Answers `/v1/*`, `/beacon/v1/*` and External Trigger before Next sees it. Next's way from a socket to a route handler
 * costs about as much as taking a batch of 100 events in (lib/decisions/011); the routes below `app/v1` answer alike
 * wherever this is not installed.
 */
export function shortenIngest(): void {
  const calls = ingestListener(ingest, ({ method, reply, seconds }) =>
    metrics().observeRequest({ route: "/v1/:call", method, status: reply.status, seconds }),
  );
  const users = inboundListener(eventbridge, ({ method, reply, seconds }) =>
    metrics().observeRequest({ route: "/v1/eventbridge", method, status: reply.status, seconds }),
  );
  const answers = storyListener(stories, ({ method, reply, seconds }) =>
    metrics().observeRequest({ route: "/v1/story-events", method, status: reply.status, seconds }),
  );
  const messages = triggerListener(triggers, ({ method, reply, seconds }) =>
    metrics().observeRequest({
      ...{ route: "/:version/send/externaltrigger.json", method, status: reply.status, seconds },
    }),
  );
  const listener: typeof calls = (request, response) =>
    users(request, response) ||
    answers(request, response) ||
    messages(request, response) ||
    calls(request, response);
  const known = new WeakSet<Server>();
  // Next shows its server to nobody. Node.js names it on this channel right before it hands a request to the listeners.
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (!known.has(server)) {
      known.add(server);
      listenFirst(server, listener);
    }
  });
}
