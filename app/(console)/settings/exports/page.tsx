import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { ExportsPage } from "@/components/exports/exports-page.tsx";
import { readListAddress } from "@/components/exports/list-address.ts";

export const metadata: Metadata = { title: "Exports" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const given = await searchParams;
  const getAll = (name: string) => [given[name] ?? []].flat();
  const { input } = readListAddress({ get: (name) => getAll(name)[0] ?? null, getAll });
  const page = await firstPaint("exports.list", input);
  return <ExportsPage initial={page && { input, page }} />;
}
