"use client";

import { Alert, Anchor } from "@mantine/core";
import { IconLogin } from "@tabler/icons-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { accessOperations } from "@/lib/access/operations.ts";
import { access } from "@/lib/messages/access.ts";
import { call } from "../api.ts";
import { useSessionEnded } from "../session.ts";
import classes from "./session-banner.module.css";

const words = access.sessionEnded;
const LOOKS_MS = 5_000;

/**
 * Says that the session ended, over everything and until it is there again. Signing in happens in another tab, so that
 * what is on this page stays; whoever comes back from there finds it going on.
 */
export function SessionBanner() {
  const isEnded = useSessionEnded();
  const params = useSearchParams().toString();
  const here = `${usePathname()}${params ? `?${params}` : ""}`;
  useEffect(() => {
    if (!isEnded) {
      return;
    }
    // The answer itself says whether the session is there again.
    const look = () => void call(accessOperations["me.get"], {}).catch(() => {});
    const timer = setInterval(look, LOOKS_MS);
    window.addEventListener("focus", look);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", look);
    };
  }, [isEnded]);
  if (!isEnded) {
    return null;
  }
  return (
    <Alert
      className={classes.banner}
      color="red"
      variant="filled"
      py="xs"
      role="alert"
      icon={<IconLogin size={18} aria-hidden="true" />}
    >
      <strong>{words.title}</strong> {words.text}{" "}
      <Anchor
        href={`/sign-in?next=${encodeURIComponent(here)}`}
        target="_blank"
        c="inherit"
        inherit
        fw={600}
        underline="always"
      >
        {words.action}
      </Anchor>
    </Alert>
  );
}
