import { describe, expect, test } from "vitest";
import { blankCampaign } from "@/lib/campaigns/blank.ts";
import { channelKitOf } from "@/lib/channels/catalog.ts";
import { pathsUp, plainPath, problemAt, problemsIn } from "../../form/problem-places.ts";
import { type EditorDraft, readDraft } from "./draft.ts";
import { allProblems, localProblems } from "./problems.ts";

const kit = channelKitOf("segment");
const base = readDraft(blankCampaign(kit, "past"));
const draft: EditorDraft = {
  ...base,
  who: {
    ...base.who,
    audience: {
      kind: "new",
      definition: { match: "all", groups: [{ match: "all", conditions: [{ kind: "did", events: [] }] }] },
    },
    cap: { kind: "only", people: 99 },
  },
  what: {
    ...base.what,
    content: { ...kit.blank, keyValues: [{ key: "plan", value: "{{ Profile.plan | nothing }}" }] },
  },
};

describe("what the browser sees", () => {
  const problems = localProblems(draft, kit);

  test("names a cap below 100 at its field, in its section, and does not change it", () => {
    const cap = problems.find(({ path }) => path === "who.cap.people");
    expect(cap?.section).toBe("who");
    expect(cap?.message).toContain("At least 100");
  });

  test("names conditions by their place in dots", () => {
    const place = "who.audience.definition.groups.0.conditions.0.events";
    expect(problemAt(problems, place)).toBe("Choose an event");
    expect(problemsIn(problems, "who.audience")).toHaveLength(1);
  });

  test("names Liquid that cannot be read by line and column, at the text that holds it", () => {
    expect(problemAt(problems, "what.content.keyValues.0.value")).toMatch(
      /^line 1, column \d+: There is no filter/,
    );
  });

  test("says nothing of what the way of qualifying does not ask for", () => {
    const live: EditorDraft = {
      ...draft,
      qualification: "external",
      when: { ...draft.when, past: { kind: "later", at: "", also: [] } },
    };
    const paths = localProblems(live, kit).map(({ path }) => path);
    expect(paths).not.toContain("when.past.at");
    expect(paths.some((path) => path.startsWith("who.audience"))).toBe(false);
  });
});

describe("together with what the server told of what it kept", () => {
  const cap = localProblems(draft, kit).filter(({ path }) => path === "who.cap.people");
  const account = {
    path: "what.connections.segment",
    field: "segment",
    message: "Choose the Segment account that carries it",
    section: "what",
  } as const;
  const asServer = cap.map((problem) => ({ ...problem, path: "who.cap.people" }));

  const of = (problems: typeof cap, changed = draft) => ({ draft: changed, problems });

  test("each stands once", () => {
    expect(allProblems(of(cap), of(cap), [...asServer, account]).map(({ path }) => path)).toEqual([
      "who.cap.people",
      "what.connections.segment",
    ]);
  });

  test("one that was mended here is gone at once, though the server does not know it yet", () => {
    expect(allProblems(of([]), of(cap), [...asServer, account]).map(({ path }) => path)).toEqual([
      "what.connections.segment",
    ]);
  });

  test("the server is not believed about a place that was changed since it looked", () => {
    const chosen: EditorDraft = { ...draft, what: { ...draft.what, connections: { segment: "one" } } };
    expect(allProblems(of(cap, chosen), of(cap), [account]).map(({ path }) => path)).toEqual([
      "who.cap.people",
    ]);
  });

  test("a missing account is a matter of the set-up", () => {
    expect(allProblems(of([]), of([]), [account])[0]?.section).toBe("start");
  });
});

test("places are written in dots and looked for from the inside out", () => {
  expect(plainPath("who.filter.groups[0].conditions[12]")).toBe("who.filter.groups.0.conditions.12");
  expect(pathsUp("a.b.0")).toEqual(["a.b.0", "a.b", "a"]);
});
