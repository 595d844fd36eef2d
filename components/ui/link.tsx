"use client";

import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link inside Junction. It fetches nothing before it is followed: every page is made for its visitor at that moment,
 * so what Next would fetch for each link in sight (two requests, each with its session looked up) holds no page.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
