import type { PartnerKit } from "../kit.ts";
import { readServiceAccount } from "./service-account.ts";

/** Hosts: FCM's reference of its HTTP v1 API, and Google's guide to OAuth 2.0 for server to server applications. */
export const fcmKit: PartnerKit = {
  id: "fcm",
  name: "Firebase Cloud Messaging",
  category: "Push notifications",
  description: "Carries push notifications to apps on Android, and on iOS through APNs.",
  monogram: "FC",
  color: "#B34E00",
  capabilities: [],
  place: "integrations",
  panelTitle: "Connect Firebase Cloud Messaging",
  nicknameLabel: "Integration Name",
  connectLabel: "Connect Firebase",
  guide: [
    "In the Firebase console, open the project of your app. For iOS, upload your APNs key under Project settings > Cloud Messaging.",
    "Under Project settings > Service accounts, choose Generate new private key. Firebase downloads a JSON file.",
    "Paste the file below. In Google Cloud, the service account needs the role Firebase Cloud Messaging API Admin and nothing else.",
    "The test asks Firebase to check a message without sending it.",
  ],
  settings: [
    {
      key: "serviceAccount",
      kind: "secret",
      label: "Service account key",
      help: "The whole JSON file. The private key in it signs requests for access here and is sent nowhere.",
      placeholder: '{ "type": "service_account", "project_id": …',
      required: true,
      maxLength: 8_000,
      file: ".json,application/json",
      problem: (value) => readServiceAccount(value).problem ?? null,
      // The key's id, by which Google Cloud lists it.
      shownBy: (value) => readServiceAccount(value).account?.private_key_id ?? "",
    },
    {
      key: "region",
      kind: "select",
      label: "API address",
      help: "Where Firebase's HTTP v1 API is called. Google has one address for all projects.",
      required: true,
      options: [
        { value: "google", label: "https://fcm.googleapis.com" },
        { value: "sandbox", label: "Sandbox of this installation" },
      ],
      default: "google",
    },
  ],
  found: {
    fields: [
      { key: "projectId", label: "Project ID" },
      { key: "clientEmail", label: "Service account" },
    ],
    read: ({ serviceAccount = "" }): Record<string, string> => {
      const { account } = readServiceAccount(serviceAccount);
      return account ? { projectId: account.project_id, clientEmail: account.client_email } : {};
    },
  },
  regionField: "region",
  regions: [
    {
      id: "google",
      label: "fcm.googleapis.com",
      url: "https://fcm.googleapis.com",
      hostSetting: "JUNCTION_HOST_FCM",
      services: {
        oauth: { url: "https://oauth2.googleapis.com", hostSetting: "JUNCTION_HOST_GOOGLE_OAUTH" },
      },
    },
    {
      id: "sandbox",
      label: "Sandbox of this installation",
      url: "http://127.0.0.1:3001/fcm",
      hostSetting: "JUNCTION_HOST_FCM_SANDBOX",
      onlyWhenSet: true,
      services: {
        oauth: { url: "http://127.0.0.1:3001/fcm/oauth", hostSetting: "JUNCTION_HOST_GOOGLE_OAUTH_SANDBOX" },
      },
    },
  ],
  // 4,096 bytes of notification and data. A project may send 600,000 messages a minute (FCM Throttling and Quotas), which
  // 32 requests at a time stay below: at 50 ms each they are 38,400.
  limits: { batchBytes: 64_000, recordBytes: 64_000, batchRecords: 1, inFlight: 32, timeoutMs: 10_000 },
};
