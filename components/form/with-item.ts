/** A list with another item in a place; null takes it away. */
export const withItem = <Item>(items: readonly Item[], place: number, item: Item | null): Item[] =>
  items.flatMap((each, at) => (at === place ? (item === null ? [] : [item]) : [each]));
