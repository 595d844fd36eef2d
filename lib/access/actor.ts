import type { Role } from "./permissions.ts";

/** Who is doing something: a person in a browser, a program with an API key, Junction itself, or nobody known. */
export type Actor =
  | { kind: "user"; id: string; name: string; email: string; sessionId: string; role: Role | null }
  | { kind: "key"; id: string; name: string; role: Role }
  | { kind: "system"; name: string }
  | { kind: "anonymous" };

export function actorName(actor: Actor): string {
  return actor.kind === "anonymous" ? "Somebody not signed in" : actor.name;
}

export function actorId(actor: Actor): string | null {
  return actor.kind === "user" || actor.kind === "key" ? actor.id : null;
}
