/** A key in brackets as Liquid reads it, whatever is in it: the quotes that it does not hold itself, else escaped ones. */
export function keyText(key: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break between quotes must be escaped too
  const needsEscape = /[\\\u0000-\u001f]/.test(key);
  if (needsEscape || (key.includes('"') && key.includes("'"))) {
    return `[${JSON.stringify(key)}]`;
  }
  return key.includes('"') ? `['${key}']` : `["${key}"]`;
}
