export const roles = ["viewer", "marketer", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * Which roles may do what. `public` needs no sign-in, `self` any signed-in user whether or not a member;
 * the rest is checked against the role in the workspace of the call. A Viewer changes nothing; only Admins see
 * members, keys and the audit log.
 */
export const permissions = {
  public: "anyone",
  self: "signed-in",
  "workspace.read": ["viewer", "marketer", "admin"],
  "workspace.write": ["admin"],
  "workspace.create": ["admin"],
  "members.read": ["admin"],
  "members.write": ["admin"],
  "keys.read": ["admin"],
  "keys.write": ["admin"],
  "audit.read": ["admin"],
  "sources.read": ["viewer", "marketer", "admin"],
  "sources.write": ["admin"],
  "destinations.write": ["marketer", "admin"],
  "events.read": ["viewer", "marketer", "admin"],
  "people.read": ["viewer", "marketer", "admin"],
  "people.forget": ["admin"],
  "subscriptions.write": ["marketer", "admin"],
  "connections.read": ["viewer", "marketer", "admin"],
  "connections.write": ["marketer", "admin"],
  "exports.read": ["viewer", "marketer", "admin"],
  "exports.write": ["marketer", "admin"],
  "audiences.read": ["viewer", "marketer", "admin"],
  "audiences.write": ["marketer", "admin"],
  "segments.read": ["viewer", "marketer", "admin"],
  "segments.write": ["marketer", "admin"],
  "campaigns.read": ["viewer", "marketer", "admin"],
  "campaigns.write": ["marketer", "admin"],
  "journeys.read": ["viewer", "marketer", "admin"],
  "journeys.write": ["marketer", "admin"],
  "sandbox.read": ["viewer", "marketer", "admin"],
  "sandbox.write": ["marketer", "admin"],
  "ingest.write": "system",
  "jobs.run": "system",
} as const satisfies Record<string, readonly Role[] | "anyone" | "signed-in" | "system">;

export type Permission = keyof typeof permissions;
/** Those that go by roles. */
export type RolePermission = {
  [Each in Permission]: (typeof permissions)[Each] extends readonly Role[] ? Each : never;
}[Permission];
