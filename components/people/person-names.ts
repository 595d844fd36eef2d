import type { IdentifierKind, PersonRow } from "@/lib/people/schema.ts";

export const identifierLabels: Record<IdentifierKind, string> = {
  user_id: "User ID",
  email: "E-mail",
  phone: "Phone",
  device_id: "Device ID",
  anonymous_id: "Anonymous ID",
};

type Named = Pick<PersonRow, "name" | "userId" | "email" | "phone" | "anonymousId" | "deviceId">;

/** What a person is called: the name, else the strongest identifier. */
export function personName(person: Named): string {
  return (
    person.name ??
    person.email ??
    person.userId ??
    person.phone ??
    person.anonymousId ??
    person.deviceId ??
    "Unknown person"
  );
}

/** True when nothing but ids of browsers and devices is known. */
export function isAnonymous(person: Named): boolean {
  return !person.name && !person.email && !person.userId && !person.phone;
}

/** Up to two letters for the mark beside a name; empty when there is no name or address to take them from. */
export function initialsOf(person: Named): string {
  const text = person.name ?? person.email ?? "";
  const words = text
    .split("@")[0]
    ?.split(/[\s._+-]+/)
    .filter((word) => /^\p{L}/u.test(word));
  const picked = words && words.length > 1 ? [words[0], words[words.length - 1]] : (words ?? []);
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
