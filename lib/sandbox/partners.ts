import { clevertapSandbox } from "./clevertap/clevertap-sandbox.ts";
import { eventbridgeSandbox } from "./eventbridge/eventbridge-sandbox.ts";
import { fcmSandbox } from "./fcm/fcm-sandbox.ts";
import type { SandboxPartner } from "./kit.ts";
import { segmentSandbox } from "./segment/segment-sandbox.ts";
import { smtpSandbox } from "./smtp/smtp-sandbox.ts";
import { storylySandbox } from "./storyly/storyly-sandbox.ts";
import { vapidSandbox } from "./vapid/vapid-sandbox.ts";
import { webhookSandbox } from "./webhook/webhook-sandbox.ts";

/** The partners that the sandbox plays, each below its own prefix (`http://127.0.0.1:3001/segment`). */
export const sandboxPartners: Record<string, SandboxPartner> = {
  [segmentSandbox.id]: segmentSandbox,
  [clevertapSandbox.id]: clevertapSandbox,
  [storylySandbox.id]: storylySandbox,
  [eventbridgeSandbox.id]: eventbridgeSandbox,
  [fcmSandbox.id]: fcmSandbox,
  [vapidSandbox.id]: vapidSandbox,
  [webhookSandbox.id]: webhookSandbox,
  [smtpSandbox.id]: smtpSandbox,
};
