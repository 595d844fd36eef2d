"use client";

import { useQuery } from "@tanstack/react-query";
import { controlGroupOperations } from "@/lib/control-groups/operations.ts";
import { controlGroupMessages } from "@/lib/messages/control-groups.ts";
import { operationQuery } from "../operation-query.ts";
import { Link } from "../ui/link.tsx";
import { useVisitor } from "../visitor.tsx";

const words = controlGroupMessages.person;

/** " · In control group …" for a person who is in one; nothing for others. */
export function PersonControlGroups({ personId }: { personId: string }) {
  const mayRead = useVisitor().can("segments.read");
  const asked = useQuery({
    ...operationQuery(controlGroupOperations["controlGroups.ofPerson"], { id: personId }),
    enabled: mayRead,
  });
  const items = asked.data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <>
      {" · "}
      {items.length === 1 ? words.one : words.many}{" "}
      <Link href="/settings/control-groups">{items.map(({ name }) => name).join(", ")}</Link>
    </>
  );
}
