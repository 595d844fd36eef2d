import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { PEOPLE_PER_PAGE } from "@/components/people/page-size.ts";
import { PeopleScreen } from "@/components/people/people-screen.tsx";

export const metadata: Metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: Props) {
  const given = await searchParams;
  const search = typeof given.search === "string" ? given.search : "";
  const cursor = typeof given.cursor === "string" ? given.cursor : "";
  const page = await firstPaint("people.list", {
    search: search || undefined,
    cursor: cursor || undefined,
    limit: PEOPLE_PER_PAGE,
  });
  return <PeopleScreen initial={page && { search, cursor, page }} />;
}
