import { ApiError } from "../api.ts";

/** How it stands with what was typed. */
export type SaveState =
  | { kind: "saved" }
  | { kind: "unsaved" }
  | { kind: "saving" }
  /** No answer: it is tried again by itself. */
  | { kind: "offline" }
  /** Somebody else changed it meanwhile: nothing is saved before one of the two is chosen. */
  | { kind: "conflict"; message: string }
  /** The server does not take it; the next change is tried anew. */
  | { kind: "refused"; message: string };

/** What a save that failed means. */
export function stateOfFailure(error: unknown): SaveState {
  if (!(error instanceof ApiError)) {
    return { kind: "offline" };
  }
  const { status, detail } = error.problem;
  if (status === 409) {
    return { kind: "conflict", message: detail };
  }
  return status >= 500 || status === 429 ? { kind: "offline" } : { kind: "refused", message: detail };
}

/** Milliseconds until a save is tried in this state; null: not before something happens. */
export function waitOf(state: SaveState): number | null {
  switch (state.kind) {
    case "unsaved":
      return 700;
    case "offline":
      return 4_000;
    default:
      return null;
  }
}
