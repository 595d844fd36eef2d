import type { Section } from "@/lib/campaigns/document.ts";
import { focusPath } from "../../form/focus-path.ts";

/** Scrolls to a section and gives it the focus, so that the keyboard goes on from there. */
export function goTo(section: Section): void {
  const title = document.getElementById(`${section}-title`);
  document.getElementById(section)?.scrollIntoView({ block: "start" });
  title?.focus({ preventScroll: true });
}

/** Gives the focus to the field of a problem, else to the nearest part that holds it, else to its section. */
export function focusProblem({ path, section }: { path: string; section: Section }): void {
  if (!focusPath(path)) {
    goTo(section);
  }
}
