const MASK = "••••";

/** What a secret looks like in a request, and so in the answer of a partner that repeats the request. */
function shapesOf(secret: string): string[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64").replace(/=+$/, "");
  return [secret, encodeURIComponent(secret), base64(secret), base64(`${secret}:`)];
}

/** A partner's text with the connection's secrets masked, plain, in a URL or as Basic credentials. */
export function maskSecrets(text: string, secrets: Record<string, string>): string {
  const shapes = Object.values(secrets)
    .filter((secret) => secret !== "")
    .flatMap(shapesOf)
    // The longest first, or a mask would cut a longer one in two.
    .sort((a, b) => b.length - a.length);
  return shapes.reduce((masked, shape) => masked.replaceAll(shape, MASK), text);
}
