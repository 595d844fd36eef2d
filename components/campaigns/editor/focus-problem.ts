import type { Section } from "@/lib/campaigns/document.ts";
import { pathsUp } from "./problems.ts";

const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, [tabindex]";

/** Scrolls to a section and gives it the focus, so that the keyboard goes on from there. */
export function goTo(section: Section): void {
  const title = document.getElementById(`${section}-title`);
  document.getElementById(section)?.scrollIntoView({ block: "start" });
  title?.focus({ preventScroll: true });
}

/** Gives the focus to the field of a problem, else to the nearest part that holds it, else to its section. */
export function focusProblem({ path, section }: { path: string; section: Section }): void {
  const found = pathsUp(path)
    .map((each) => document.querySelector<HTMLElement>(`[data-path="${CSS.escape(each)}"]`))
    .find((element) => element !== null);
  if (!found) {
    goTo(section);
    return;
  }
  const field = found.matches(FOCUSABLE) ? found : (found.querySelector<HTMLElement>(FOCUSABLE) ?? found);
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}
