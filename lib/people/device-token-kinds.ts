/** fcm: Android · apns: iOS · web: a browser. */
export const deviceTokenKinds = ["fcm", "apns", "web"] as const;
export type DeviceTokenKind = (typeof deviceTokenKinds)[number];
