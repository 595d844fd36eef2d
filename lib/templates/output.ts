import type { FilteredValueToken, Output, Token } from "liquidjs";
import type { Compiler, Node } from "./compiler.ts";
import { filteredRead, hasDefault } from "./filters.ts";
import { isBare, isNil } from "./member.ts";
import { expressionOperand, type Operand } from "./operand.ts";
import { printers, safeAfter } from "./print.ts";
import { Wrong } from "./wrong.ts";

/** The value of an expression with filters that decides something or is given a name. */
export function filteredOperand(compiler: Compiler, token: FilteredValueToken, at: Token): Operand {
  const operand = expressionOperand(compiler, token.initial, "tested", at);
  return token.filters.length === 0
    ? operand
    : { read: filteredRead(compiler, operand.read, token.filters, at) };
}

/** `{{ … }}`: prints a value as the place asks for, or notes that there is none. */
export function outputNode(compiler: Compiler, { token, value }: Output): Node {
  const { filters } = value;
  if (token.content.endsWith("|")) {
    throw new Wrong("The name of a filter is missing behind the bar (|).", token);
  }
  const isDefaulted = hasDefault(filters);
  const operand = expressionOperand(compiler, value.initial, isDefaulted ? "defaulted" : "printed", token);
  const read = filteredRead(compiler, operand.read, filters, token);
  const isSafe = safeAfter[compiler.context].includes(filters.at(-1)?.name ?? "");
  const print = printers[isSafe ? "text" : compiler.context];
  const { path } = operand;
  if (path === undefined || isDefaulted) {
    return (run) => {
      run.out += print(read(run), run.options.timeZone);
    };
  }
  const missing = Object.freeze({ path: path.written, ...compiler.placeOf(token.begin) });
  // A name that the template gives may be empty on purpose; a property that is empty has no value.
  const isMissing = path.ofObject ? isBare : isNil;
  const bare = operand.read;
  const isFiltered = filters.length > 0;
  return (run) => {
    const given = bare(run);
    if (isMissing(given)) {
      run.miss(missing);
    } else {
      run.out += print(isFiltered ? read(run) : given, run.options.timeZone);
    }
  };
}
