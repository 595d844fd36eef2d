export type SystemEvent = {
  name: string;
  /** What has happened when this event is seen. */
  description: string;
  /** Member of the group "All system events". */
  all: boolean;
  /** Member of the group "Engagement events". */
  engagement: boolean;
};

/**
 * The events with a meaning of their own and the two groups that exports offer (seed 004). Notification Delivered and
 * Webhook Delivered are engagement events although the table of all system events does not list them.
 */
export const systemEvents: readonly SystemEvent[] = [
  {
    name: "Notification Sent",
    description: "A message left for the person by the channel of its campaign.",
    all: true,
    engagement: true,
  },
  {
    name: "Notification Viewed",
    description: "The person saw an e-mail, in-app or web message.",
    all: true,
    engagement: true,
  },
  {
    name: "Notification Clicked",
    description: "The person clicked a push, in-app, e-mail, web pop-up or web push message.",
    all: true,
    engagement: true,
  },
  {
    name: "Push Impressions",
    description: "A push message arrived on the person's device.",
    all: true,
    engagement: true,
  },
  {
    name: "Notification Replied",
    description: "The person answered a WhatsApp message.",
    all: true,
    engagement: true,
  },
  {
    name: "Control Group",
    description: "A campaign held the person back as part of its control group.",
    all: true,
    engagement: true,
  },
  {
    name: "Channel Unsubscribed",
    description: "The person opted out of messages by one channel.",
    all: true,
    engagement: true,
  },
  {
    name: "Notification Delivered",
    description: "A message reached the person's inbox or device.",
    all: false,
    engagement: true,
  },
  {
    name: "Session Concluded",
    description: "A visit ended; seen only where sessions are tracked.",
    all: true,
    engagement: false,
  },
  {
    name: "State Transitioned",
    description: "The person moved from one lifecycle stage to another.",
    all: true,
    engagement: true,
  },
  {
    name: "AB Experiment Rendered",
    description: "A variant of an A/B experiment reached the device.",
    all: true,
    engagement: true,
  },
  {
    name: "AB Experiment Stopped",
    description: "An A/B experiment was stopped.",
    all: true,
    engagement: true,
  },
  {
    name: "AB Experiment Rolled Out",
    description: "An A/B experiment began to reach devices.",
    all: true,
    engagement: true,
  },
  {
    name: "AB Experiment Disqualified",
    description: "The device stopped qualifying for an A/B experiment.",
    all: true,
    engagement: false,
  },
  {
    name: "Geocluster Entered",
    description: "The device came into a marked area.",
    all: true,
    engagement: true,
  },
  {
    name: "Geocluster Exited",
    description: "The device left a marked area.",
    all: true,
    engagement: true,
  },
  {
    name: "Reply Sent",
    description: "A member of your team answered the person's message.",
    all: true,
    engagement: true,
  },
  {
    name: "App Version Changed",
    description: "The person now uses another version of the app than before.",
    all: true,
    engagement: false,
  },
  { name: "App Launched", description: "The person opened the app.", all: true, engagement: false },
  {
    name: "App Installed",
    description: "The person opened the app for the first time.",
    all: true,
    engagement: false,
  },
  { name: "App Uninstalled", description: "The person removed the app.", all: true, engagement: true },
  {
    name: "Webhook Delivered",
    description: "A webhook of a campaign or journey was answered with success.",
    all: false,
    engagement: true,
  },
  {
    name: "UTM Visited",
    description: "The person came by a campaign link with UTM parameters.",
    all: true,
    engagement: true,
  },
];

/** Names of the group "All system events". */
export const allSystemEventNames: readonly string[] = systemEvents
  .filter((event) => event.all)
  .map((event) => event.name);

/** Names of the group "Engagement events". */
export const engagementEventNames: readonly string[] = systemEvents
  .filter((event) => event.engagement)
  .map((event) => event.name);

const byName = new Map(systemEvents.map((event) => [event.name, event]));

/** The system event of this name, or undefined for a custom one. */
export function systemEvent(name: string): SystemEvent | undefined {
  return byName.get(name);
}
