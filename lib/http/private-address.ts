import ipaddr from "ipaddr.js";

/** Hosts and networks that may be called although they are private. */
export type AllowList = {
  hosts: Set<string>;
  networks: [ipaddr.IPv4 | ipaddr.IPv6, number][];
  /** "localhost:3001", "127.0.0.1:3001", "::1:3001": one port of a name or of an address, as it stands in the URL */
  endpoints: Set<string>;
};

/** What a caller asked for: the host as it stands in the URL, and the port it connects to. */
export type Asked = { host: string; port: number };

const nameForm = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/;

/** One spelling of a host: lower case, addresses without brackets and in their shortest form. */
function spelled(host: string): string {
  const bare = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : bare;
}

/** The host and the port of `name:port`, `address:port` or `[address]:port`; null for what has no port. */
function endpointOf(entry: string): Asked | null {
  const [, host = "", digits = ""] = /^(\[[0-9a-f:.]+\]|[^:[\]]+):(\d{1,5})$/.exec(entry) ?? [];
  const port = Number(digits);
  return host !== "" && port > 0 && port < 65_536 ? { host: spelled(host), port } : null;
}

const isHost = (host: string): boolean => ipaddr.isValid(host) || nameForm.test(host);

/**
 * Reads `JUNCTION_ALLOW_PRIVATE_HOSTS`: host names, addresses, one port of either, CIDRs. Throws one sentence for an entry
 * that is none.
 */
export function allowList(entries: string[]): AllowList {
  const list: AllowList = { hosts: new Set(), networks: [], endpoints: new Set() };
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter((text) => text !== "")) {
    const endpoint = endpointOf(entry);
    const host = spelled(entry);
    if (entry.includes("/") && ipaddr.isValidCIDR(entry)) {
      list.networks.push(ipaddr.parseCIDR(entry));
    } else if (endpoint && isHost(endpoint.host)) {
      list.endpoints.add(`${endpoint.host}:${endpoint.port}`);
    } else if (ipaddr.isValid(host)) {
      const address = ipaddr.process(host);
      list.networks.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else if (nameForm.test(host)) {
      list.hosts.add(host);
    } else {
      throw new Error(
        `JUNCTION_ALLOW_PRIVATE_HOSTS: "${entry}" is neither a host, nor host:port, nor a CIDR.`,
      );
    }
  }
  return list;
}

/** The addresses of the outside world in the words of ipaddr.js; all else (loopback, link-local, CGNAT, ULA, …) is ours. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  // Of IPv6 only 2000::/3 is given out; ipaddr.js calls the unassigned rest "unicast" as well.
  const given = address instanceof ipaddr.IPv4 || (address.parts[0] ?? 0) >> 13 === 1;
  return given && address.range() === "unicast";
}

/** IPv6 forms that carry an IPv4 address in their last 32 bits: the one inside decides as well. */
function inner(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv6 && ["ipv4Mapped", "rfc6052", "rfc6145"].includes(address.range())) {
    return new ipaddr.IPv4(address.toByteArray().slice(-4));
  }
  return address;
}

/** Whether a resolved address may be called when `asked` is what stood in the URL. */
export function mayCall(asked: Asked, address: string, allowed: AllowList): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  const real = inner(ipaddr.parse(address));
  const host = spelled(asked.host);
  return (
    isPublic(real) ||
    allowed.hosts.has(host) ||
    allowed.endpoints.has(`${host}:${asked.port}`) ||
    allowed.networks.some(([network, bits]) => network.kind() === real.kind() && real.match(network, bits))
  );
}
