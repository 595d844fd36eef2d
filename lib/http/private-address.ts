import ipaddr from "ipaddr.js";

/** Hosts and networks that may be called although they are private. */
export type AllowList = {
  hosts: Set<string>;
  networks: [ipaddr.IPv4 | ipaddr.IPv6, number][];
  /** "127.0.0.1:3001": one port of an address, as it stands in the URL */
  endpoints: Set<string>;
};

const endpoint = /^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\]):\d{1,5}$/;

/** Reads `JUNCTION_ALLOW_PRIVATE_HOSTS`: host names, addresses, one port of an address, CIDRs. Throws one sentence for one that is none. */
export function allowList(entries: string[]): AllowList {
  const list: AllowList = { hosts: new Set(), networks: [], endpoints: new Set() };
  for (const entry of entries.map((text) => text.trim().toLowerCase()).filter((text) => text !== "")) {
    if (entry.includes("/")) {
      try {
        list.networks.push(ipaddr.parseCIDR(entry));
      } catch (cause) {
        throw new Error(`JUNCTION_ALLOW_PRIVATE_HOSTS: "${entry}" is neither a host nor a CIDR.`, { cause });
      }
    } else if (ipaddr.isValid(entry)) {
      const address = ipaddr.process(entry);
      list.networks.push([address, address.kind() === "ipv4" ? 32 : 128]);
    } else if (endpoint.test(entry)) {
      list.endpoints.add(entry);
    } else {
      list.hosts.add(entry);
    }
  }
  return list;
}

/** The addresses of the outside world in the words of ipaddr.js; all else (loopback, link-local, CGNAT, ULA, …) is ours. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === "unicast";
}

/** IPv6 forms that carry an IPv4 address in their last 32 bits: the one inside decides as well. */
function inner(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv6 && ["ipv4Mapped", "rfc6052", "rfc6145"].includes(address.range())) {
    return new ipaddr.IPv4(address.toByteArray().slice(-4));
  }
  return address;
}

/** Whether a resolved address may be called when it was asked for as `host`. */
export function mayCall(host: string, address: string, allowed: AllowList): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  const real = inner(ipaddr.parse(address));
  return (
    isPublic(real) ||
    allowed.hosts.has(host.toLowerCase()) ||
    allowed.networks.some(([network, bits]) => network.kind() === real.kind() && real.match(network, bits))
  );
}
