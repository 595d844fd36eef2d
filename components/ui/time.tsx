"use client";

import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { useVisitor } from "../visitor.tsx";
import { Dash } from "./dash.tsx";
import { agoOf, inZone, utcOf } from "./time-words.ts";

/** A moment in the workspace's zone, with the zone; hover or focus shows UTC and how long ago. A dash when unknown. */
export function Time({
  at,
  precision = "minute",
  relative = false,
}: {
  at: string | null | undefined;
  precision?: "day" | "minute" | "second";
  /** show "3 h ago" and keep the moment for the hover */
  relative?: boolean;
}) {
  const { timeZone } = useVisitor();
  const [now, setNow] = useState(Date.now);
  // Another moment begins anew: what has just happened would lie ahead of a clock that was read before it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment is what it begins with
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [at]);
  if (!at) {
    return <Dash meaning="not known" />;
  }
  const moment = inZone(at, timeZone, precision);
  const ago = agoOf(at, now);
  return (
    <Tooltip label={`${utcOf(at)} · ${ago}${relative ? ` · ${moment}` : ""}`}>
      {/* The server's clock is not the browser's; nothing moves when the scripts take over. */}
      <time dateTime={at} style={{ whiteSpace: "nowrap" }} suppressHydrationWarning>
        {relative ? ago : moment}
      </time>
    </Tooltip>
  );
}
