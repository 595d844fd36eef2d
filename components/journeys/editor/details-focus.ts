const FIELDS = ["input:not([type=hidden])", "textarea", "select", "button", "[tabindex]"];
const enabled = FIELDS.map((each) => `${each}:not(:disabled)`).join();

/** The side in which what is chosen is changed. */
export const detailsIn = (page: HTMLElement | null): HTMLElement | null =>
  page?.querySelector<HTMLElement>("[data-details]") ?? null;

/** Gives the focus to the first field of the side, else to the button that closes it. */
export function focusDetails(page: HTMLElement | null): void {
  const side = detailsIn(page);
  const field = side?.querySelector<HTMLElement>(`:scope > header ~ * :is(${enabled})`);
  (field ?? side?.querySelector<HTMLElement>("button"))?.focus();
}

/** Gives the focus to what stands for a node on the canvas or in the list. */
export function focusStep(page: HTMLElement | null, id: string): void {
  const at = CSS.escape(id);
  page
    ?.querySelector<HTMLElement>(`.react-flow__node[data-id="${at}"], [data-step="${at}"]`)
    ?.focus({ preventScroll: true });
}
