/**
 * What of `given` is not as it was when it was read or saved last. Only that is sent: what somebody else changed
 * meanwhile in the other fields stays.
 */
export function changedOf<Given extends object>(given: Given, before: Given): Partial<Given> {
  const textOf = (value: unknown) => JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => textOf(value) !== textOf(before[key as keyof Given])),
  ) as Partial<Given>;
}
