import { describe, expect, test } from "vitest";
import { allowList, mayCall } from "./private-address.ts";

const none = allowList([]);
const at = (host: string, port = 443) => ({ host, port });

describe("without an allow-list", () => {
  test.each([
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "ff02::1",
    "::2",
    "::7f00:1",
    "5f00::1",
    "not an address",
  ])("%s is refused", (address) => {
    expect(mayCall(at("example.com"), address, none)).toBe(false);
  });

  test.each([
    "93.184.216.34",
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "2606:2800:220:1::1",
    "::ffff:8.8.8.8",
  ])("%s may be called", (address) => {
    expect(mayCall(at("example.com"), address, none)).toBe(true);
  });
});

test("an allowed host may be at a private address, another name at the same address may not", () => {
  const allowed = allowList(["partner.internal", ""]);
  expect(mayCall(at("Partner.internal"), "10.0.0.5", allowed)).toBe(true);
  expect(mayCall(at("other.internal"), "10.0.0.5", allowed)).toBe(false);
});

test("an allowed network covers its addresses, written as IPv4 or mapped into IPv6, and no others", () => {
  const allowed = allowList([" 10.2.0.0/16 ", "fd00:1::/32", "127.0.0.1"]);
  expect(mayCall(at("a"), "10.2.255.1", allowed)).toBe(true);
  expect(mayCall(at("a"), "::ffff:10.2.0.9", allowed)).toBe(true);
  expect(mayCall(at("a"), "10.3.0.1", allowed)).toBe(false);
  expect(mayCall(at("a"), "fd00:1:2::3", allowed)).toBe(true);
  expect(mayCall(at("a"), "127.0.0.1", allowed)).toBe(true);
  expect(mayCall(at("a"), "127.0.0.2", allowed)).toBe(false);
});

describe("an entry with a port", () => {
  test.each([
    // entry, host in the URL, port, resolved address, may be called
    ["localhost:3001", "localhost", 3001, "127.0.0.1", true],
    ["localhost:3001", "LOCALHOST", 3001, "::1", true],
    ["localhost:3001", "localhost", 3002, "127.0.0.1", false],
    ["localhost:3001", "127.0.0.1", 3001, "127.0.0.1", false],
    ["localhost:3001", "rebound.example", 3001, "127.0.0.1", false],
    ["Partner.internal:443", "partner.internal", 443, "10.0.0.5", true],
    ["partner.internal:443", "partner.internal", 80, "10.0.0.5", false],
    ["127.0.0.1:3001", "127.0.0.1", 3001, "127.0.0.1", true],
    ["127.0.0.1:3001", "127.0.0.1", 3000, "127.0.0.1", false],
    ["127.0.0.1:3001", "localhost", 3001, "127.0.0.1", false],
    ["[::1]:3001", "::1", 3001, "::1", true],
    ["[::1]:3001", "[::1]", 3001, "::1", true],
    ["[0:0:0:0:0:0:0:1]:3001", "::1", 3001, "::1", true],
    ["[::1]:3001", "::1", 3002, "::1", false],
    ["[::1]:3001", "::2", 3001, "::2", false],
    ["[::1]", "::1", 3002, "::1", true],
    ["::1", "::1", 3002, "::1", true],
  ])("%s: %s at port %i, found at %s: %s", (entry, host, port, address, may) => {
    expect(mayCall({ host, port }, address, allowList([entry]))).toBe(may);
  });
});

test.each([
  "10.0.0.0/99",
  "localhost:0",
  "localhost:70000",
  "localhost:",
  "http://localhost:3001",
  "[::1",
  "a b",
])("%s, which is neither host nor network, is named", (entry) => {
  expect(() => allowList([entry])).toThrow(`"${entry}" is neither a host, nor host:port, nor a CIDR.`);
});
