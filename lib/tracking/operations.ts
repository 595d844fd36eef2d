import { operation } from "../api/operation.ts";
import { personSubscriptions, setSubscription, subscriptionsOfPerson } from "./schema.ts";

export const trackingOperations = {
  "people.subscriptions": operation({
    method: "GET",
    path: "/people/:id/subscriptions",
    summary: "By which channels a person wants messages",
    tag: "People",
    input: subscriptionsOfPerson,
    output: personSubscriptions,
  }),
  "people.setSubscription": operation({
    method: "POST",
    path: "/people/:id/subscriptions/:channel",
    summary: "Says for a person whether they want messages by a channel",
    tag: "People",
    input: setSubscription,
    output: personSubscriptions,
  }),
};
