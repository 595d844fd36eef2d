import {
  IconBrandAndroid,
  IconBrandApple,
  IconBrandNodejs,
  IconBrandReact,
  IconTerminal2,
  IconWorld,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Platform } from "@/lib/sources/schema.ts";

/** How each platform is named and drawn. */
export const platformFaces: Record<
  Platform,
  { label: string; hint: string; icon: ComponentType<{ size?: number | string; stroke?: number | string }> }
> = {
  web: { label: "Web", hint: "A site or web app, in the browser", icon: IconWorld },
  node: { label: "Node.js", hint: "A server in JavaScript", icon: IconBrandNodejs },
  android: { label: "Android", hint: "An app in Kotlin or Java", icon: IconBrandAndroid },
  ios: { label: "iOS", hint: "An app in Swift", icon: IconBrandApple },
  "react-native": { label: "React Native", hint: "One app for both phones", icon: IconBrandReact },
  http: { label: "HTTP", hint: "Anything that can POST JSON", icon: IconTerminal2 },
};
