import type { DeviceToken, OpenChannel, Recipient } from "../channel.ts";
import type { PushPlatform } from "./content.ts";

export const kindOf: Record<PushPlatform, DeviceToken["kind"]> = { android: "fcm", ios: "apns", web: "web" };
const labels: Record<PushPlatform, string> = { android: "Android", ios: "iOS", web: "web" };

/** 32 bytes or more in hex are a token of APNs' own; Firebase knows an iPhone by a token that it gave itself. */
function isAppleToken({ kind, token }: DeviceToken): boolean {
  return kind === "apns" && /^[0-9a-f]{64,}$/i.test(token);
}

/** A person's devices that messages for these platforms go to. */
export function devicesOf(
  { tokens }: Pick<Recipient, "tokens">,
  kinds: ReadonlySet<DeviceToken["kind"]>,
): DeviceToken[] {
  return tokens.filter((token) => kinds.has(token.kind) && !isAppleToken(token));
}

/** Reaches those who have a device of these platforms. */
export function reachOn(
  platforms: readonly PushPlatform[],
): Pick<OpenChannel, "reachedBy" | "reachedOn" | "unreachable"> {
  const kinds = new Set(platforms.map((platform) => kindOf[platform]));
  const names = platforms.map((platform) => labels[platform]).join(", ");
  return {
    reachedBy: null,
    reachedOn: [...kinds],
    unreachable: (recipient) => {
      if (devicesOf(recipient, kinds).length > 0) {
        return null;
      }
      const reason = recipient.tokens.some((token) => kinds.has(token.kind))
        ? "This person's app tells the token of Apple's APNs; Firebase needs the one that its own SDK gives."
        : `This person has no device that push messages reach (${names}).`;
      return { code: "no_token", reason };
    },
  };
}
