import type { PartnerAccess, ShownRequest } from "../../partners/connector.ts";
import { fcmMessage, readRecord, webMessage } from "./record.ts";

/** The request of a person's first device; a browser's as it is before it is encrypted. */
export function showPush(
  [text = ""]: string[],
  access: Pick<PartnerAccess, "settings" | "baseUrl" | "byPartner">,
): ShownRequest {
  const record = readRecord(text);
  const [device] = record.tokens;
  if (device?.kind === "web") {
    const { payload, topic } = webMessage(record);
    return {
      method: "POST",
      url: device.token,
      headers: {
        "content-encoding": "aes128gcm",
        ttl: String(record.message.ttlS),
        urgency: "high",
        topic,
        authorization: "vapid ••••",
      },
      body: payload,
    };
  }
  const { settings, baseUrl } = access.byPartner?.fcm ?? access;
  const project = settings.projectId || "••••";
  return {
    method: "POST",
    url: `${baseUrl}/v1/projects/${project}/messages:send`,
    headers: { "content-type": "application/json", authorization: "Bearer ••••" },
    body: JSON.stringify({ message: fcmMessage(record, device ?? { kind: "fcm", token: "" }) }),
  };
}
