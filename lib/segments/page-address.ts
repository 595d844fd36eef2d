/** What a comparison of addresses is to be one of, or the one. */
type Compared = { op: string; value?: unknown; values?: readonly unknown[] };

/**
 * Whether a page's address is compared with a path alone. A browser's library sends the whole address
 * ("https://shop.example/checkout"), so that none is, or begins with, "/checkout".
 */
export function isPathAlone({ op, value, values = [] }: Compared): boolean {
  const compared = typeof value === "string" ? [value] : values;
  return (
    ["equals", "starts_with", "any_of"].includes(op) &&
    compared.some((text) => typeof text === "string" && /^\/(?!\/)/.test(text))
  );
}
