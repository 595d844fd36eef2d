/**
 * A value's own property, element, or one of Liquid's `size`, `first` and `last`. Nothing that JavaScript adds: neither
 * prototypes nor the length of a list can be reached.
 */
export function member(value: unknown, key: unknown): unknown {
  if (typeof value === "string") {
    return key === "size" ? value.length : undefined;
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  if (Array.isArray(value)) {
    if (typeof key === "number") {
      return value.at(key);
    }
    const index: Record<string, unknown> = { size: value.length, first: value[0], last: value.at(-1) };
    return typeof key === "string" && Object.hasOwn(index, key) ? index[key] : undefined;
  }
  if (typeof key !== "string" && typeof key !== "number") {
    return undefined;
  }
  if (Object.hasOwn(value, key)) {
    return (value as Record<string | number, unknown>)[key];
  }
  return key === "size" ? Object.keys(value).length : undefined;
}

/** What Liquid takes for nothing at all. */
export function isNil(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** What stands for "no value": nothing, an empty text, an empty list. */
export function isBare(value: unknown): boolean {
  return isNil(value) || value === "" || (Array.isArray(value) && value.length === 0);
}

export function isTruthy(value: unknown): boolean {
  return !isNil(value) && value !== false;
}

/** The number that a value is or says; NaN for all else, whatever it would say of itself. */
export function numberOf(value: unknown): number {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "")
    ? Number(value)
    : Number.NaN;
}
