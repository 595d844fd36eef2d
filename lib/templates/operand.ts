import type { Expression, PropertyAccessToken, Token, ValueToken } from "liquidjs";
import { TypeGuards } from "liquidjs";
import { nameFromTraits } from "../kernel/name-from-traits.ts";
import { CONSTANT_VALUES, spellingsOf, templateLimits } from "./allowed.ts";
import type { Compiler } from "./compiler.ts";
import { isNil, member, numberOf } from "./member.ts";
import { asked, operators } from "./operators.ts";
import { momentOf, momentText } from "./print.ts";
import { type Run, Stopped } from "./run.ts";
import { type TemplateObject, templateObjects } from "./types.ts";
import { Wrong } from "./wrong.ts";

export type Read = (run: Run) => unknown;

/** What a value is read for: to stand in the text, there with a default, or to decide something. */
export type Use = "printed" | "defaulted" | "tested";

export type Operand = {
  read: Read;
  /** All of a list of which `read` gives the first elements only. */
  whole?: Read;
  /** A word such as `empty`, which equality asks about. */
  asks?: string;
  /** The object that its value is of, where that is known. */
  of?: TemplateObject | null;
  /** Where it is a path: that of an object's property, as far as it is known; whether it is more than a name of the template's own. */
  path?: { segments: string[] | null; isProperty: boolean; written: string };
};

function isObject(name: string): name is TemplateObject {
  return templateObjects.some((object) => object === name);
}

type Key = string | number | Read;

const identifierNames = ["Identity", "Email", "Phone"] as const;
const birthdays = ["DOB", "birthday"];
const DAY_MS = 86_400_000;

/**
 * A birthday is a day and not a moment: who sends one as midnight of UTC, as CleverTap and most libraries do, means that day
 * wherever the message goes (decision 070). As a text without a zone it stays so.
 */
function dayText(value: unknown): unknown {
  const at = typeof value === "string" ? momentOf(value) : null;
  return at && at.getTime() % DAY_MS === 0 ? momentText(at, "UTC") : value;
}

/**
 * A step into a value; the first step into a profile finds the system fields in either spelling, and as `Name` what the
 * person is called in the product where no property says it.
 */
function step(from: Read, key: Key, isOfProfile: boolean): Read {
  if (typeof key === "function") {
    return (run) => member(from(run), key(run));
  }
  const spellings = isOfProfile && typeof key === "string" ? spellingsOf(key) : [];
  const identifier = identifierNames.find((name) => spellings.includes(name)) ?? null;
  const isName = spellings.includes("Name");
  const isBirthday = spellings.some((spelling) => birthdays.includes(spelling));
  if (spellings.length < 2 && !isBirthday) {
    return (run) => member(from(run), key);
  }
  return (run) => {
    const { Profile, identifiers } = run.variables;
    for (const spelling of spellings) {
      const value = member(Profile, spelling);
      if (!isNil(value)) {
        return isBirthday ? dayText(value) : value;
      }
    }
    if (isName) {
      return nameFromTraits(Profile);
    }
    return identifier === null ? undefined : identifiers?.[identifier];
  };
}

function keyOf(compiler: Compiler, token: Token): Key {
  if (TypeGuards.isWordToken(token) || TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token)) {
    return token.content;
  }
  if (TypeGuards.isPropertyAccessToken(token)) {
    return operandOf(compiler, token, "tested").read;
  }
  throw new Wrong(`“${token.getText()}” cannot name a property.`, token);
}

type Root = { read: Read; segments: string[] | null; of: TemplateObject | null; isObject: boolean };

function rootOf(compiler: Compiler, token: PropertyAccessToken): Root {
  const [first] = token.props;
  if (token.variable !== undefined || first === undefined || !TypeGuards.isWordToken(first)) {
    throw new Wrong(`“${token.getText()}” is not a property: begin with an object such as Profile.`, token);
  }
  const name = first.content;
  if (!isObject(name)) {
    const { slot, path, of } = compiler.scope.read(name, token);
    return { read: (run) => run.slots[slot], segments: path, of, isObject: false };
  }
  if (!compiler.objects.includes(name)) {
    throw new Wrong(`There is no ${name} here; there is ${compiler.objects.join(", ")}.`, token);
  }
  return { read: (run) => run.variables[name], segments: [name], of: name, isObject: true };
}

const newest = (value: unknown): unknown =>
  Array.isArray(value) && value.length > CONSTANT_VALUES ? value.slice(0, CONSTANT_VALUES) : value;

/** Liquid's own words behind a list; an object may have properties of these names. */
const listWords = ["size", "first", "last"];

/** What a step adds to a path; null: it asks how many there are, and not for one of them. */
function segmentOf(key: Key, at: { isFirst: boolean; isLast: boolean; isTested: boolean }): string | null {
  if (typeof key === "function") {
    return null;
  }
  if (typeof key === "number") {
    return "[]";
  }
  // An object of the template has names alone, and what is printed is rather a size of shoes, or a first name.
  if (!listWords.includes(key) || at.isFirst || (at.isLast && !at.isTested)) {
    return key;
  }
  return key === "size" ? null : "[]";
}

/** Zero-width space, word joiner, byte order mark. Joiners within words are left: some scripts need them. */
const invisible = /[\u200b\u2060\ufeff]/;

function pathOperand(compiler: Compiler, token: PropertyAccessToken, use: Use): Operand {
  const { props } = token;
  // liquidjs would take what stands before the dot: {{ Profile. }} would print all that is known of the person.
  if (/\.\s*$/.test(token.getText())) {
    throw new Wrong(`“${token.getText().trim()}”: the name of a property is missing behind the dot.`, token);
  }
  if (props.length > templateLimits.depth) {
    throw new Wrong(`A path has at most ${templateLimits.depth} steps.`, token);
  }
  if (invisible.test(token.getText())) {
    compiler.readPast(
      "A character that cannot be seen stands here, as pasting brings them: type it anew.",
      token,
    );
  }
  const root = rootOf(compiler, token);
  const { of, isObject: isOfObject } = root;
  let { read, segments } = root;
  let known = segments;
  props.slice(1).forEach((prop, index) => {
    const isFirst = isOfObject && index === 0 && of !== "ConstantEventProperty";
    const key = keyOf(compiler, prop);
    read = step(read, key, isFirst && of === "Profile");
    const isLast = index === props.length - 2;
    const segment = segmentOf(key, { isFirst, isLast, isTested: use === "tested" });
    segments = segments && segment !== null ? [...segments, segment] : null;
    known = segments ?? known;
  });
  const [object] = known ?? [];
  if (known && object !== undefined && isObject(object) && (segments || known.length > 1)) {
    compiler.note(known, object, segments ? use : "tested");
  }
  const path = { segments, isProperty: isOfObject || props.length > 1, written: token.getText() };
  if (isOfObject && of === "ConstantEventProperty" && props.length === 1) {
    return { read: (run) => newest(read(run)), whole: read, of, path };
  }
  return { read, of, path };
}

function rangeRead(low: Read, high: Read): Read {
  return (run) => {
    const from = Math.trunc(numberOf(low(run)));
    const size = Math.trunc(numberOf(high(run))) - from + 1;
    if (size > templateLimits.rangeSize) {
      const message = `A range in the template has more than ${templateLimits.rangeSize} elements.`;
      throw new Stopped("Liquid render timeout", message);
    }
    return size > 0 ? Array.from({ length: size }, (_, index) => from + index) : [];
  };
}

/** Whether a text ends with the quote that it begins with; liquidjs reads on to the end of its tag where none does. */
function isClosed(text: string): boolean {
  const last = text.length - 1;
  let escapes = 0;
  while (text[last - 1 - escapes] === "\\") {
    escapes += 1;
  }
  return last > 0 && text[last] === text[0] && escapes % 2 === 0;
}

/** A value as it stands in an expression: a literal, a range, or a path. */
export function operandOf(compiler: Compiler, token: Token | ValueToken, use: Use): Operand {
  if (TypeGuards.isLiteralToken(token)) {
    const word = token.getText();
    const value = word === "true" ? true : word === "false" ? false : Object.hasOwn(asked, word) ? "" : null;
    return { read: () => value, ...(Object.hasOwn(asked, word) && { asks: word }) };
  }
  if (TypeGuards.isQuotedToken(token) && !isClosed(token.getText())) {
    const said = token.getText().trim().slice(0, 40);
    compiler.readPast(
      `${said}: the quote at its end is missing, or is another one than at its beginning.`,
      token,
    );
  }
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token)) {
    const { content } = token;
    return { read: () => content };
  }
  if (TypeGuards.isRangeToken(token)) {
    const low = operandOf(compiler, token.lhs, "tested");
    return { read: rangeRead(low.read, operandOf(compiler, token.rhs, "tested").read) };
  }
  if (TypeGuards.isPropertyAccessToken(token)) {
    return pathOperand(compiler, token, use);
  }
  throw new Wrong(`“${token.getText()}” is not a value.`, token);
}

function binary(operator: string, left: Operand, right: Operand): Operand {
  const word = left.asks ?? right.asks;
  const asks = word === undefined ? undefined : asked[word];
  if (asks && (operator === "==" || operator === "!=")) {
    const other = left.asks === undefined ? left.read : right.read;
    const wanted = operator === "==";
    return { read: (run) => asks(other(run)) === wanted };
  }
  const apply = operators[operator];
  if (!apply) {
    throw new Error(`liquidjs knows an operator that is not allowed: ${operator}`);
  }
  return { read: (run) => apply(left.read(run), right.read(run)) };
}

/** An expression without its filters. `at`: where it stands, for what is wrong with it. */
export function expressionOperand(compiler: Compiler, expression: Expression, use: Use, at: Token): Operand {
  const stack: Operand[] = [];
  if (expression.postfix.length > 2 * templateLimits.depth) {
    throw new Wrong(`An expression has at most ${templateLimits.depth} operators.`, at);
  }
  const isAlone = expression.postfix.length === 1;
  for (const token of expression.postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      stack.push(operandOf(compiler, token, isAlone ? use : "tested"));
      continue;
    }
    const right = stack.pop();
    const left = stack.pop();
    if (!left || !right) {
      throw new Wrong(`“${token.operator}” needs a value on either side.`, at);
    }
    stack.push(binary(token.operator, left, right));
  }
  const [only, second] = stack;
  if (!only) {
    throw new Wrong("A value is missing.", at);
  }
  if (second) {
    throw new Wrong(
      `“${at.getText()}”: values stand side by side without an operator. Names with spaces go in brackets: Profile["Pet Name"].`,
      at,
    );
  }
  return only;
}
