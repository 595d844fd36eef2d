import { expect, test } from "vitest";
import { allSystemEventNames, engagementEventNames, systemEvents } from "./system-events.ts";

test("the two groups hold what the exports' page lists", () => {
  expect(allSystemEventNames).toEqual([
    "Notification Sent",
    "Notification Viewed",
    "Notification Clicked",
    "Push Impressions",
    "Notification Replied",
    "Control Group",
    "Channel Unsubscribed",
    "Session Concluded",
    "State Transitioned",
    "AB Experiment Rendered",
    "AB Experiment Stopped",
    "AB Experiment Rolled Out",
    "AB Experiment Disqualified",
    "Geocluster Entered",
    "Geocluster Exited",
    "Reply Sent",
    "App Version Changed",
    "App Launched",
    "App Installed",
    "App Uninstalled",
    "UTM Visited",
  ]);
  expect([...engagementEventNames].sort()).toEqual(
    [
      "Notification Sent",
      "Notification Viewed",
      "Notification Clicked",
      "Push Impressions",
      "Notification Replied",
      "Control Group",
      "Channel Unsubscribed",
      "Notification Delivered",
      "AB Experiment Rendered",
      "AB Experiment Stopped",
      "AB Experiment Rolled Out",
      "Geocluster Entered",
      "Geocluster Exited",
      "Reply Sent",
      "App Uninstalled",
      "Webhook Delivered",
      "State Transitioned",
      "UTM Visited",
    ].sort(),
  );
  expect(new Set(systemEvents.map((event) => event.name)).size).toBe(systemEvents.length);
});
