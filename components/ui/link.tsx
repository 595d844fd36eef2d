"use client";

import NextLink, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";
import { GoingBar } from "./going-bar.tsx";
import { useLeaveGuard } from "./leave-guard.tsx";

/** Known only to what stands within the link that is followed. */
function Going() {
  return useLinkStatus().pending ? <GoingBar /> : null;
}

/**
 * A link inside Junction. It fetches nothing before it is followed: every page is made for its visitor at that moment,
 * so what Next would fetch for each link in sight (two requests, each with its session looked up) holds no page.
 * Followed from a page with unsaved work, it asks first.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  const guard = useLeaveGuard();
  return (
    <NextLink
      prefetch={false}
      {...props}
      onNavigate={(event) => {
        props.onNavigate?.(event);
        if (guard?.isHeld()) {
          event.preventDefault();
          guard.go(String(props.href), props.replace);
        }
      }}
    >
      {props.children}
      <Going />
    </NextLink>
  );
}
