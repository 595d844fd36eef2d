/** Whether an address is the sandbox's: this machine, with the partner's name at the beginning of its path. */
export function isSandboxHost(host: string, partner: string): boolean {
  const url = new URL(host);
  return (
    ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname) &&
    (url.pathname === `/${partner}` || url.pathname.startsWith(`/${partner}/`))
  );
}
