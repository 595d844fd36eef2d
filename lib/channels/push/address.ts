/** Schemes that run or read something where they are opened. */
const refused = ["javascript", "data", "vbscript", "file", "blob", "about"];

function schemeOf(address: string): string | null {
  return /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? null;
}

const beginsWithLiquid = (text: string): boolean => /^\{[{%]/.test(text);

/** What is wrong with what a click opens, as the author writes it; null: nothing. Liquid may make it whole. */
export function actionProblem(action: string): string | null {
  if (action === "" || beginsWithLiquid(action)) {
    return null;
  }
  const scheme = schemeOf(action);
  if (scheme === null) {
    return "Begin with https:// or with your app's own scheme (shop://)";
  }
  return refused.includes(scheme) ? `A click cannot open ${scheme}: addresses` : null;
}

export function imageProblem(image: string): string | null {
  return image === "" || beginsWithLiquid(image) || /^https:\/\//i.test(image) ? null : "Begin with https://";
}

/** Whether what was made of them for one person can be opened, and shown. */
export function canOpen(action: string): boolean {
  const scheme = schemeOf(action);
  return scheme !== null && !refused.includes(scheme) && URL.canParse(action);
}

export function canShow(image: string): boolean {
  return schemeOf(image) === "https" && URL.canParse(image);
}
