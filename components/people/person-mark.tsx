import { Avatar } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import type { PersonRow } from "@/lib/people/schema.ts";
import { initialsOf, isAnonymous } from "./person-names.ts";

/** Initials of a person; an outline for those who are only known by a browser or a device. */
export function PersonMark({ person, size = 24 }: { person: PersonRow; size?: number }) {
  const initials = initialsOf(person);
  return (
    <Avatar
      size={size}
      radius="xl"
      color={isAnonymous(person) ? "gray" : "indigo"}
      variant="light"
      aria-hidden="true"
      styles={{ placeholder: { fontSize: size * 0.4, fontWeight: 600 } }}
    >
      {initials || <IconUser size={size * 0.6} stroke={1.6} />}
    </Avatar>
  );
}
