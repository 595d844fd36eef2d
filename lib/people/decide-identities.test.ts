import { describe, expect, test } from "vitest";
import { decideIdentities, type IdentityCall, type Known } from "./decide-identities.ts";
import type { CallIdentifier } from "./identify.ts";

const kinds = { u: "user_id", e: "email", p: "phone", d: "device_id", a: "anonymous_id" } as const;

/** `u:1 a:x` → identifiers, in the order of their strength. */
function call(text: string, type = "track", previousId: string | null = null): IdentityCall {
  const identifiers: CallIdentifier[] = text.split(" ").map((part) => {
    const [kind = "u", value = ""] = part.split(":");
    return { kind: kinds[kind as keyof typeof kinds], value };
  });
  const userId = identifiers.find((item) => item.kind === "user_id")?.value ?? null;
  return { type, identifiers, previousId, userId, merged: [] };
}

/** `P1=u:1 e:x` lines → what the database knows. */
function known(...people: string[]): Known {
  const result: Known = { owners: new Map(), people: new Map() };
  for (const person of people) {
    const [id = "", list = ""] = person.split("=");
    const { identifiers } = call(list);
    for (const { kind, value } of identifiers) {
      result.owners.set(`${kind}:${value}`, id);
    }
    result.people.set(id, { id, hasUserId: identifiers.some((item) => item.kind === "user_id") });
  }
  return result;
}

function decide(before: Known, ...calls: IdentityCall[]) {
  let count = 0;
  const plan = decideIdentities(before, calls, () => {
    count += 1;
    return `N${count}`;
  });
  const short = (item: { kind: string; value: string; personId: string }) =>
    `${item.kind}:${item.value}>${item.personId}`;
  return {
    people: plan.personOf.join(" "),
    created: plan.newPeople.join(" "),
    added: plan.newIdentifiers.map(short).join(" "),
    moved: plan.moved.map(short).join(" "),
    merges: plan.merges.map((m) => `${m.fromId}>${m.intoId} by ${m.cause} ${m.evidence}`).join(", "),
    renamed: Object.fromEntries(plan.renamed),
  };
}

describe("finding the person", () => {
  test("a stranger becomes a new person with all identifiers", () => {
    expect(decide(known(), call("u:1 e:x a:9"))).toMatchObject({
      people: "N1",
      created: "N1",
      added: "user_id:1>N1 email:x>N1 anonymous_id:9>N1",
      merges: "",
    });
  });
  test("the same stranger twice in a batch is one person", () => {
    expect(decide(known(), call("a:9"), call("a:9"), call("u:1 a:9"))).toMatchObject({
      people: "N1 N1 N1",
      created: "N1",
      merges: "",
    });
  });
  test("the strongest identifier decides", () => {
    const before = known("P1=u:1", "P2=u:2 a:9");
    expect(decide(before, call("u:1 a:9"))).toMatchObject({ people: "P1", created: "" });
  });
  test("an anonymous visitor of a known browser is the user of that browser", () => {
    expect(decide(known("P1=u:1 a:9"), call("a:9"))).toMatchObject({ people: "P1", added: "" });
  });
});

describe("joining", () => {
  test("anonymous history joins a user who is new", () => {
    expect(decide(known("P1=a:9"), call("u:1 a:9", "identify"))).toMatchObject({
      people: "P1",
      created: "",
      added: "user_id:1>P1",
      merges: "",
    });
  });
  test("anonymous history joins a user who is known, with cause and evidence", () => {
    expect(decide(known("P1=u:1", "P2=a:9"), call("u:1 a:9", "identify"))).toMatchObject({
      people: "P1",
      merges: "P2>P1 by identify anonymous_id:9",
    });
  });
  test("an e-mail, a phone and a browser of nobody in particular become one person", () => {
    expect(decide(known("P1=e:x", "P2=p:5", "P3=a:9"), call("e:x p:5 a:9", "identify"))).toMatchObject({
      people: "P1",
      merges: "P2>P1 by identify phone:5, P3>P1 by identify anonymous_id:9",
    });
  });
  test("somebody known by e-mail alone joins the user of the browser", () => {
    expect(decide(known("P1=e:x", "P2=u:2 a:9"), call("e:x a:9", "identify"))).toMatchObject({
      people: "P2",
      merges: "P1>P2 by identify anonymous_id:9",
    });
  });
  test("a chain of merges in one batch ends at one person", () => {
    const plan = decide(
      known("P1=a:1", "P2=e:x", "P3=u:3"),
      call("e:x a:1", "identify"),
      call("u:3 e:x", "identify"),
    );
    expect(plan).toMatchObject({
      people: "P3 P3",
      merges: "P1>P3 by identify anonymous_id:1, P2>P3 by identify email:x",
    });
  });
});

describe("two users stay two", () => {
  test("a shared browser follows the newer user and merges nobody", () => {
    expect(decide(known("P1=u:1 a:9"), call("u:2 a:9", "identify"), call("a:9"))).toMatchObject({
      people: "N1 N1",
      moved: "anonymous_id:9>N1",
      merges: "",
    });
  });
  test("a browser that changes hands twice in a batch ends with the last", () => {
    expect(decide(known("P1=u:1 a:9", "P2=u:2"), call("u:2 a:9"), call("u:1 a:9"))).toMatchObject({
      people: "P2 P1",
      moved: "anonymous_id:9>P1",
      merges: "",
    });
  });
  test("an e-mail and a phone stay with their first owner", () => {
    expect(decide(known("P1=u:1 e:x p:5"), call("u:2 e:x p:5", "identify"))).toMatchObject({
      people: "N1",
      added: "user_id:2>N1",
      moved: "",
      merges: "",
    });
  });
});

describe("alias", () => {
  test("joins an anonymous id to the user", () => {
    expect(decide(known("P1=u:1", "P2=a:9"), call("u:1", "alias", "9"))).toMatchObject({
      people: "P1",
      merges: "P2>P1 by alias anonymous_id:9",
    });
  });
  test("joins two users, because it says so outright", () => {
    expect(decide(known("P1=u:1", "P2=u:2"), call("u:2", "alias", "1"))).toMatchObject({
      people: "P2",
      merges: "P1>P2 by alias user_id:1",
      renamed: { P2: "2" },
    });
  });
  test("gives the person of the previous id a new user id", () => {
    expect(decide(known("P1=u:1"), call("u:2", "alias", "1"))).toMatchObject({
      people: "P1",
      added: "user_id:2>P1",
      renamed: { P1: "2" },
    });
  });
  test("of two strangers makes one person who answers to both ids", () => {
    expect(decide(known(), call("u:2", "alias", "9"), call("a:9"))).toMatchObject({
      people: "N1 N1",
      added: "user_id:2>N1 anonymous_id:9>N1",
    });
  });
  test("to oneself changes nothing", () => {
    expect(decide(known("P1=u:1"), call("u:1", "alias", "1"))).toMatchObject({ people: "P1", merges: "" });
  });
});
