import { expect, test } from "vitest";
import { peerAddress } from "./peer-address.ts";

test.each([
  ["nobody can choose their own address", "192.0.2.1", "203.0.113.9", false, "192.0.2.1"],
  ["a trusted proxy's entry counts", "10.0.0.2", "203.0.113.9", true, "203.0.113.9"],
  [
    "entries before the proxy's are the caller's own words",
    "10.0.0.2",
    "1.1.1.1, 203.0.113.9",
    true,
    "203.0.113.9",
  ],
  ["a repeated header counts by its last line", "10.0.0.2", ["1.1.1.1", "203.0.113.9"], true, "203.0.113.9"],
  ["without the header the socket counts", "192.0.2.1", undefined, true, "192.0.2.1"],
  ["an empty header is none", "192.0.2.1", "", true, "192.0.2.1"],
  ["an IPv4 caller of a socket for both is shown as such", "::ffff:192.0.2.1", undefined, false, "192.0.2.1"],
  ["an IPv6 caller stays as they are", "2001:db8::ffff:1", undefined, false, "2001:db8::ffff:1"],
  ["a socket that is gone has no address", undefined, undefined, false, ""],
])("%s", (_name, socket, header, trust, expected) => {
  expect(peerAddress(socket, header, trust)).toBe(expected);
});
