import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { HomeScreen } from "@/components/home/home-screen.tsx";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  return <HomeScreen initial={await firstPaint("overview.get", {})} />;
}
