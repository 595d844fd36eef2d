import type { Exit } from "./node-kind.ts";

/** An entry lets in whom it means; nobody else is in the journey. */
export const entryExits = (): Exit[] => [{ id: "yes", label: "Yes", needed: true }];
