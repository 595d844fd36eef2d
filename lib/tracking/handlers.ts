import type { Handlers } from "../api/operation.ts";
import type { trackingOperations } from "./operations.ts";
import { listSubscriptions } from "./verbs/list-subscriptions.ts";
import { setSubscription } from "./verbs/set-subscription.ts";

export const trackingHandlers: Handlers<typeof trackingOperations> = {
  "people.subscriptions": listSubscriptions,
  "people.setSubscription": setSubscription,
};
