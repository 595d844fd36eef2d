import type { Platform } from "@/lib/sources/schema.ts";
import { clevertapAndroid, clevertapIos, clevertapReactNative } from "./clevertap-device.ts";
import type { Guide } from "./guide.ts";
import { plainHttp } from "./http.ts";
import { rudderAndroid, rudderIos, rudderReactNative } from "./mobile.ts";
import { rudderNode, segmentNode } from "./node.ts";
import { rudderWeb, segmentWeb } from "./web.ts";

/** The ways to send from each platform, the first one proposed. */
export const guides: Record<Platform, [Guide, ...Guide[]]> = {
  web: [rudderWeb, segmentWeb],
  node: [rudderNode, segmentNode],
  android: [rudderAndroid, clevertapAndroid],
  ios: [rudderIos, clevertapIos],
  "react-native": [rudderReactNative, clevertapReactNative],
  http: [plainHttp],
};
