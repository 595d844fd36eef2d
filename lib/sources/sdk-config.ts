import type { JsonObject } from "../kernel/json.ts";

/**
 * What RudderStack's browser and mobile SDKs ask their control plane before they send (`/sourceConfig`): the source is
 * on, has no destinations of its own, and no statistics go to anybody. It holds nothing of the workspace, so it is the
 * same for every key; whether a key counts is decided when events arrive. Fields that an SDK requires are in its models
 * (rudder-sdk-js `isValidSourceConfig`, rudder-sdk-kotlin and rudder-sdk-swift `RudderServerConfigSource`).
 */
export function sdkConfig(writeKey: string): JsonObject {
  const updatedAt = "2026-01-01T00:00:00.000Z";
  return {
    isHosted: false,
    source: {
      id: "junction",
      name: "Junction",
      writeKey,
      enabled: true,
      workspaceId: "junction",
      updatedAt,
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      connections: [],
      destinations: [],
      dataplanes: {},
    },
    updatedAt,
  };
}
