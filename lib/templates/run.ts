import { Context, type Liquid } from "liquidjs";
import { templateLimits } from "./allowed.ts";
import type { Missing, RenderFailure, RenderOptions, Variables } from "./types.ts";

/** Why a text is not made, thrown from within it. */
export class Stopped extends Error {
  readonly code: RenderFailure;
  constructor(code: RenderFailure, message: string) {
    super(message);
    this.name = "Stopped";
    this.code = code;
  }
}

/** Prepared, because a run meets it once a person: an error with its stack costs more than most templates. */
export const abortion = new Stopped("LiquidLogicAborted", "The template ends the message for this person.");

/** Leaves a loop's body for good, or for its next turn. */
export type Jump = "break" | "continue" | null;

const none: readonly Missing[] = Object.freeze([]);
/** The clock is looked at once in so many turns. */
const LOOK_AT_CLOCK = 256;

/** What one rendering has at hand. One object serves all of them, one after the other: they never wait for anything. */
export class Run {
  out = "";
  jump: Jump = null;
  variables: Variables = { Profile: {} };
  options: RenderOptions = { now: new Date(0), timeZone: "UTC" };
  /** Values of names that the template itself gives, by their slot. */
  readonly slots: unknown[] = [];
  missing: readonly Missing[] = none;
  readonly #liquid: Liquid;
  #context: Context | null = null;
  #turns = 0;
  #endsAtMs = 0;

  constructor(liquid: Liquid) {
    this.#liquid = liquid;
  }

  begin(variables: Variables, options: RenderOptions): void {
    this.out = "";
    this.jump = null;
    this.variables = variables;
    this.options = options;
    if (this.slots.length > 0) {
      this.slots.length = 0;
    }
    this.missing = none;
    this.#context = null;
    this.#turns = 0;
  }

  /** Once for each turn of a loop. */
  turn(): void {
    this.#turns += 1;
    const { turns, outputChars, renderMs } = templateLimits;
    if (this.#turns > turns) {
      throw new Stopped("Liquid render timeout", `The template's loops take more than ${turns} turns.`);
    }
    if (this.out.length > outputChars) {
      throw new Stopped("Liquid render timeout", `The text is longer than ${outputChars} characters.`);
    }
    if (this.#turns % LOOK_AT_CLOCK === 1) {
      const nowMs = performance.now();
      this.#endsAtMs = this.#turns === 1 ? nowMs + renderMs : this.#endsAtMs;
      if (nowMs > this.#endsAtMs) {
        throw new Stopped("Liquid render timeout", `The template takes longer than ${renderMs} ms.`);
      }
    }
  }

  miss(missing: Missing): void {
    this.missing = [...this.missing, missing];
  }

  /** What liquidjs's filters ask for: the bound on what they may build up. Made with the first of them. */
  context(): Context {
    this.#context ??= new Context({}, this.#liquid.options, { sync: true }, { liquid: this.#liquid });
    return this.#context;
  }
}
