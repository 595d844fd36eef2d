/** SQL: what person `p` is reached by after patch `s`: by what was told last, else by the first that was seen. */
export const newest = (kind: "email" | "phone"): string =>
  `nullif(coalesce(s.new_${kind}, p.${kind}, s.${kind}), '')`;
