import { pathsUp } from "./problem-places.ts";

const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, [tabindex]";

/** Gives the focus to the field of a path, else to the nearest part that holds it; false where there is none. */
export function focusPath(path: string, inside: ParentNode = document): boolean {
  const found = pathsUp(path)
    .map((each) => inside.querySelector<HTMLElement>(`[data-path="${CSS.escape(each)}"]`))
    .find((element) => element !== null);
  if (!found) {
    return false;
  }
  const field = found.matches(FOCUSABLE) ? found : (found.querySelector<HTMLElement>(FOCUSABLE) ?? found);
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  return true;
}
