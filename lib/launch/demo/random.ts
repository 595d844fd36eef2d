/** A small seeded source of chance, so that every demo shop is the same shop. */
export type Random = {
  /** from 0 up to, not including, 1 */
  next(): number;
  /** a whole number from `low` to `high`, both included */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** picks by weight: pairs of item and weight */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** a bell curve around 0 with deviation 1 */
  bell(): number;
  /** a UUID version 4 */
  uuid(): string;
};

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // A 32-bit mix of a Weyl sequence: not for secrets, even enough for a shop.
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) {
      throw new Error("There is nothing to pick from.");
    }
    return item;
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick,
    weighted: (items) => {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) {
          return item;
        }
      }
      return pick(items)[0];
    },
    bell: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`,
  };
}
