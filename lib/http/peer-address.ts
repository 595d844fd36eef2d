/**
 * The address that a request counts for. `X-Forwarded-For` is what the caller wrote, so it is believed only behind a
 * proxy (`trustProxy`), and then only its last entry, which that proxy added; anything else is the socket's own.
 */
export function peerAddress(
  socketAddress: string | undefined,
  forwardedFor: string | string[] | undefined,
  trustProxy: boolean,
): string {
  const hops = [forwardedFor ?? []].flat().join(",").split(",");
  const last = hops.at(-1)?.trim();
  const address = (trustProxy && last) || socketAddress || "";
  // One who comes by IPv4 to a socket that listens on both is called so; it is the same caller.
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}
