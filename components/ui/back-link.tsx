import { IconChevronLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./back-link.module.css";
import { Link } from "./link.tsx";

/** The way back to the list that a page belongs to. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={classes.link}>
      <IconChevronLeft size={15} aria-hidden="true" />
      {children}
    </Link>
  );
}
