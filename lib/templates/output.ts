import { type FilteredValueToken, type Output, type Token, Tokenizer } from "liquidjs";
import type { Compiler, Node } from "./compiler.ts";
import { filteredRead, hasDefault } from "./filters.ts";
import { isBare, isNil } from "./member.ts";
import { expressionOperand, type Operand } from "./operand.ts";
import { addressText, type Moments, printers, safeAfter } from "./print.ts";
import type { Run } from "./run.ts";
import type { TemplateContext } from "./types.ts";
import { Wrong } from "./wrong.ts";

/** The value of an expression with filters that decides something or is given a name. */
export function filteredOperand(compiler: Compiler, token: FilteredValueToken, at: Token): Operand {
  const operand = expressionOperand(compiler, token.initial, "tested", at);
  return token.filters.length === 0
    ? operand
    : {
        read: filteredRead(compiler, operand.read, token.filters, { at, isPrinted: false }),
        of: operand.of ?? null,
      };
}

/** How a value is printed. What an address begins with is the address, or its beginning, and not a part to be encoded. */
function printOf(context: TemplateContext, isSafe: boolean, moments: Moments) {
  const print = printers[isSafe ? "text" : context];
  const whole = context === "url" && !isSafe ? addressText : print;
  return (run: Run, value: unknown): string =>
    (run.out === "" ? whole : print)(value, run.options.timeZone, moments);
}

/** What stands behind a value and its filters; liquidjs reads past it: {{ Profile.first, Profile.last }}. */
function restOf(content: string): string {
  const tokenizer = new Tokenizer(content);
  tokenizer.readFilteredValue();
  return tokenizer.remaining().trim();
}

/** Filters of HTML whose line breaks are the author's: what they are given is escaped, what they add is not. */
const BREAKS = "newline_to_br";
const broken = (text: string): string => text.replaceAll(/\r?\n/g, "<br />\n");

/** `{{ … }}`: prints a value as the place asks for, or notes that there is none. */
export function outputNode(compiler: Compiler, { token, value }: Output): Node {
  const breaksLines = compiler.context === "html" && value.filters.at(-1)?.name === BREAKS;
  const filters = breaksLines ? value.filters.slice(0, -1) : value.filters;
  if (token.content.endsWith("|")) {
    throw new Wrong("The name of a filter is missing behind the bar (|).", token);
  }
  const rest = restOf(token.content);
  if (rest !== "") {
    compiler.readPast(`“${rest.slice(0, 40)}” cannot be read: one value stands here.`, token);
  }
  const isDefaulted = hasDefault(filters);
  const operand = expressionOperand(compiler, value.initial, isDefaulted ? "defaulted" : "printed", token);
  const read = filteredRead(compiler, operand.read, filters, { at: token, isPrinted: true });
  const isSafe = safeAfter[compiler.context].includes(filters.at(-1)?.name ?? "");
  const { path } = operand;
  const plainly = printOf(compiler.context, isSafe, operand.of === "ExternalTrigger" ? "marked" : "said");
  const print: typeof plainly = breaksLines ? (run, given) => broken(plainly(run, given)) : plainly;
  if (breaksLines) {
    compiler.beyond.add(BREAKS);
  }
  if (path === undefined || isDefaulted) {
    return (run) => {
      run.out += print(run, read(run));
    };
  }
  const missing = Object.freeze({ path: path.written, ...compiler.placeOf(token.begin) });
  // A name that the template gives may be empty on purpose; a property that is empty has no value.
  const isMissing = path.isProperty ? isBare : isNil;
  const bare = operand.read;
  const isFiltered = filters.length > 0;
  return (run) => {
    const given = bare(run);
    if (isMissing(given)) {
      run.miss(missing);
    } else {
      run.out += print(run, isFiltered ? read(run) : given);
    }
  };
}
