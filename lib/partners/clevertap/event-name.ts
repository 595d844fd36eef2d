/** Names of events that CleverTap alone raises (513). */
export const restrictedEvents = [
  ...["Notification Sent", "Notification Viewed", "Notification Clicked", "Notification Delivered"],
  ...["Notification Replied", "UTM Visited", "App Launched", "App Uninstalled", "App Version Changed"],
  ...["Stayed", "Reply Sent", "Experiment Rendered", "Reachable By", "Identity Reset", "Identity Set"],
  "Identity Error",
];

/** Names that differ by their case or by spaces alone are one name to CleverTap. */
const sameName = (name: string) => name.toLowerCase().replaceAll(/\s/g, "");
const restricted = new Set(restrictedEvents.map(sameName));
/** Not on CleverTap's list, yet it has been seen to answer 513 to it. */
const perhapsRestricted = sameName("Web Page Viewed");

/** Whether CleverTap keeps an event's name for itself; `perhaps` where its documentation does not say so, but its answers did. */
export function restrictionOf(name: string): "restricted" | "perhaps" | null {
  const same = sameName(name);
  return restricted.has(same) ? "restricted" : same === perhapsRestricted ? "perhaps" : null;
}
