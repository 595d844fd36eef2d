/** Where RudderStack's browser SDK sends by `navigator.sendBeacon` (its option `useBeacon`). */
const BEACON = "/beacon/";

/**
 * The write key in the address of a beacon, `/beacon/v1/batch?writeKey=…`: a beacon can carry no header. Null at other
 * addresses, and where it is missing.
 */
export function keyInAddress(address: string): string | null {
  if (!address.startsWith(BEACON)) {
    return null;
  }
  const from = address.indexOf("?");
  return (from < 0 ? null : new URLSearchParams(address.slice(from)).get("writeKey")?.trim()) || null;
}
