import type { Filter, Token } from "liquidjs";
import { filters as standard, TypeGuards, toValueSync } from "liquidjs";
import { beyondFilters, needsValue, OWN_FILTER, shownFilters, templateLimits } from "./allowed.ts";
import type { Compiler } from "./compiler.ts";
import { dateInput } from "./date-input.ts";
import { isBare } from "./member.ts";
import { operandOf, type Read } from "./operand.ts";
import { Written } from "./print.ts";
import { Stopped } from "./run.ts";
import { Wrong } from "./wrong.ts";

type Applied = Pick<Filter, "name" | "args">;
type Arguments = { positional: Read[]; named: { name: string; read: Read }[] };

function argumentsOf(compiler: Compiler, { args }: Applied): Arguments {
  const positional: Read[] = [];
  const named: Arguments["named"] = [];
  for (const argument of args) {
    if (!Array.isArray(argument)) {
      positional.push(operandOf(compiler, argument, "tested").read);
    } else if (argument[0] !== undefined && argument[1] !== undefined) {
      named.push({ name: argument[0], read: operandOf(compiler, argument[1], "tested").read });
    }
  }
  return { positional, named };
}

function defaultRead(value: Read, { positional: [instead], named }: Arguments): Read {
  const allowFalse = named.find(({ name }) => name === "allow_false")?.read;
  return (run) => {
    const given = value(run);
    const stays = given === false ? allowFalse?.(run) === true : !isBare(given);
    return stays ? given : instead?.(run);
  };
}

/** Filters that calculate. */
const calculating = ["plus", "minus", "times", "divided_by", "modulo", "sum"];

/**
 * A result without what doubles leave behind it: 19.99 times 100 is 1999 and not 1998.9999999999998. Throws where it is no number:
 * nobody is to read that they spent Infinity on each of their no orders.
 */
function settled(value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) {
    return value;
  }
  if (!Number.isFinite(value)) {
    throw new Error("what comes out is no number, as where something is divided by zero");
  }
  return Number(value.toPrecision(15));
}

/** What `split: ""` gives: characters, as `slice` and `truncate` count them, and not the halves that they are stored in. */
function byCharacter(parts: unknown): unknown {
  return Array.isArray(parts) ? Array.from(parts.join("")) : parts;
}

function standardRead(name: string, value: Read, { positional, named }: Arguments): Read {
  const known = standard[name as keyof typeof standard];
  const handler = typeof known === "function" ? known : known?.handler;
  const calculates = calculating.includes(name);
  const apply = handler as (this: object, value: unknown, ...given: unknown[]) => unknown;
  return (run) => {
    const given: unknown[] = positional.map((read) => read(run));
    for (const { name: key, read } of named) {
      given.push([key, read(run)]);
    }
    const input = name === "date" ? dateInput(run, value(run), given) : { value: value(run), given };
    try {
      const made = toValueSync(apply.call({ context: run.context() }, input.value, ...input.given));
      if (name === "split" && given[0] === "") {
        return byCharacter(made);
      }
      return calculates ? settled(made) : made;
    } catch (error) {
      if (error instanceof Stopped) {
        throw error;
      }
      const said = error instanceof Error ? error.message : String(error);
      const isLimit = /limit exceeded/.test(said);
      throw new Stopped(
        isLimit ? "Liquid render timeout" : "Liquid render error",
        `The filter “${name}” cannot be applied: ${said.slice(0, 200)}.`,
      );
    }
  };
}

/** A text that stands in and is printed as it is: the author's own words. */
function inOwnWords({ args }: Applied, given: Arguments): Arguments {
  const instead = args.find((each) => !Array.isArray(each));
  if (!instead || Array.isArray(instead) || !TypeGuards.isQuotedToken(instead)) {
    return given;
  }
  const written = new Written(instead.content);
  return { ...given, positional: [() => written] };
}

/** A value behind its filters. `at`: where they stand; `isPrinted`: what comes out of them stands in the text. */
export function filteredRead(
  compiler: Compiler,
  value: Read,
  filters: Applied[],
  { at, isPrinted }: { at: Token; isPrinted: boolean },
): Read {
  if (filters.length > templateLimits.depth) {
    throw new Wrong(`There are at most ${templateLimits.depth} filters in a row.`, at);
  }
  return filters.reduce((read, filter, index) => {
    const { name } = filter;
    const given = argumentsOf(compiler, filter);
    if (name === OWN_FILTER) {
      if (given.positional.length !== 1) {
        throw new Wrong('default needs one value that stands in: default: "there".', at);
      }
      return defaultRead(read, isPrinted && index === filters.length - 1 ? inOwnWords(filter, given) : given);
    }
    if (!beyondFilters.includes(name)) {
      throw new Wrong(`There is no filter “${name}”.`, at);
    }
    if (needsValue.has(name) && given.positional.length === 0) {
      compiler.readPast(`The filter “${name}” needs a value behind a colon.`, at);
    }
    if (!shownFilters.includes(name)) {
      compiler.beyond.add(name);
    }
    return name === "raw" ? read : standardRead(name, read, given);
  }, value);
}

/** Whether a filter stands in for a missing value. */
export function hasDefault(filters: Pick<Applied, "name">[]): boolean {
  return filters.some(({ name }) => name === OWN_FILTER);
}
