import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { testRecipient } from "../testing/recipient.ts";
import { linkMaker, readLink } from "./links.ts";
import type { MessageOrigin } from "./origin.ts";

const key = "a key for tests only";
const of: MessageOrigin = {
  workspaceId: newId(),
  kind: "journey",
  id: newId(),
  reference: "1767000001_20260101",
  channel: "email",
};
const links = linkMaker({ baseUrl: "https://j.example", key, of });
const person = testRecipient({ messageId: "m".repeat(100) });
const tokenOf = (link: string) => link.split("/").at(-1) ?? "";

test("a link says whom it is about, what it is of and where it leads", () => {
  const url = "https://shop.example/a?b=ü&c=1#d";
  expect(readLink(key, tokenOf(links.click(person, url)), "click")).toEqual({
    purpose: "click",
    of,
    personId: person.personId,
    messageId: person.messageId,
    url: "https://shop.example/a?b=%C3%BC&c=1#d",
  });
  expect(readLink(key, tokenOf(links.open(person)), "open")).toMatchObject({ of, url: null });
  expect(links.unsubscribe(person)).toMatch(/^https:\/\/j\.example\/unsubscribe\/[\w-]+$/);
  expect(links.open(person).length).toBeLessThan(320);
});

test("a link is good for its own purpose alone, and only as it was made", () => {
  const token = tokenOf(links.click(person, "https://shop.example/"));
  for (const purpose of ["open", "unsubscribe"] as const) {
    expect(() => readLink(key, token, purpose)).toThrow(Fault);
  }
  expect(() => readLink("another key", token, "click")).toThrow(Fault);
  const bytes = Buffer.from(token, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => readLink(key, changed.toString("base64url"), "click"), String(at)).toThrow(Fault);
  }
  for (const cut of [
    "",
    "x",
    token.slice(0, 20),
    token.slice(0, -2),
    `${token}AA`,
    `${token}=`,
    "a".repeat(5_000),
    "ü",
  ]) {
    expect(() => readLink(key, cut, "click"), cut.slice(0, 20)).toThrow(Fault);
  }
});

test("even a signed token that makes no sense, or leads to no web page, is refused", () => {
  const signed = (payload: Buffer) =>
    Buffer.concat([createHmac("sha256", key).update(payload).digest().subarray(0, 16), payload]).toString(
      "base64url",
    );
  expect(() => readLink(key, signed(Buffer.from([1, 2, 3])), "click")).toThrow(Fault);
  expect(() => readLink(key, signed(Buffer.alloc(200, 7)), "click")).toThrow(Fault);
  for (const url of ["javascript:alert(1)", "//evil.example", "data:text/html,x", ""]) {
    expect(() => readLink(key, tokenOf(links.click(person, url)), "click"), url).toThrow(Fault);
  }
});

test("an address that is too long for a link stays as it is", () => {
  const url = `https://shop.example/${"a".repeat(2_000)}`;
  expect(links.click(person, url)).toBe(url);
});
