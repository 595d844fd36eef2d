import { isNil, isTruthy } from "./member.ts";

/** Equality of Liquid: lists by their elements, everything else as it is; nothing equals nothing. */
export function equals(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equals(item, right[index]));
  }
  return left === right || (isNil(left) && isNil(right));
}

function isOrdered(value: unknown): value is number | string | boolean {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean";
}

const ordered =
  (compare: (left: number | string | boolean, right: number | string | boolean) => boolean) =>
  (left: unknown, right: unknown) =>
    isOrdered(left) && isOrdered(right) && compare(left, right);

function contains(left: unknown, right: unknown): boolean {
  if (Array.isArray(left)) {
    return left.some((item) => equals(item, right));
  }
  return typeof left === "string" && isOrdered(right) && left.includes(String(right));
}

/** CleverTap's operators. A number is compared with a text by the number that the text says. */
export const operators: Record<string, (left: unknown, right: unknown) => boolean> = {
  "==": equals,
  "!=": (left, right) => !equals(left, right),
  ">": ordered((left, right) => left > right),
  "<": ordered((left, right) => left < right),
  ">=": ordered((left, right) => left >= right),
  "<=": ordered((left, right) => left <= right),
  contains,
  and: (left, right) => isTruthy(left) && isTruthy(right),
  or: (left, right) => isTruthy(left) || isTruthy(right),
};

/** `empty`: a text, a list or an object that holds nothing. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "string" || Array.isArray(value)) {
    return value.length === 0;
  }
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Words that equality asks about instead of comparing with. */
export const asked: Record<string, (value: unknown) => boolean> = {
  empty: isEmpty,
  blank: (value) =>
    isNil(value) || value === false || isEmpty(value) || (typeof value === "string" && value.trim() === ""),
};
