import { describe, expect, test } from "vitest";
import { blankCampaign } from "@/lib/campaigns/blank.ts";
import { type CampaignDraft, campaignDraft } from "@/lib/campaigns/document.ts";
import { channelKitOf } from "@/lib/channels/catalog.ts";
import { emptyDraft } from "../../segments/draft.ts";
import { draftToSave, type EditorDraft, readDraft, withQualification } from "./draft.ts";

const kit = channelKitOf("webhook");
const blank = (qualification: CampaignDraft["qualification"] = "past") =>
  readDraft(blankCampaign(kit, qualification));

describe("a draft that is read to be edited", () => {
  test("is the same when it is kept again", () => {
    const draft = blankCampaign(kit, "past");
    expect(draftToSave(readDraft(draft))).toEqual(draft);
  });

  test("keeps what is unfinished: texts, numbers that are too small, conditions without a value", () => {
    const half: CampaignDraft = {
      ...blankCampaign(kit, "past"),
      goal: { events: [], where: [], within: { count: 0, unit: "days" } },
    };
    half.who = {
      ...half.who,
      audience: { kind: "new", definition: { match: "all", groups: [{ match: "any", conditions: [] }] } },
      cap: { kind: "only", people: 7 },
    };
    half.when = { ...half.when, past: { kind: "later", at: "", also: [] }, cutOff: "" };
    expect(draftToSave(readDraft(half))).toEqual(half);
  });

  test("has nothing in the place of a message or of groups that are none", () => {
    const { content: _, ...message } = blankCampaign(kit, "past").what;
    const odd = {
      ...blankCampaign(kit, "past"),
      what: message,
      who: { audience: { kind: "new", definition: { groups: [null] } } },
    } as unknown as CampaignDraft;
    expect(readDraft(odd).what.content).toEqual({});
    expect(readDraft(odd).who.audience).toEqual({ kind: "new", definition: emptyDraft });
  });

  test.each<[unknown, string[] | undefined]>([
    [
      ["order", "total"],
      ["order", "total"],
    ],
    ...[null, "total", [], [7]].map((odd): [unknown, undefined] => [odd, undefined]),
  ])("reads the revenue %j of a goal as %j", (revenue, read) => {
    const goal = { events: [], where: [], within: { count: 7, unit: "days" }, revenue };
    const { goal: edited } = readDraft({ ...blankCampaign(kit, "past"), goal } as CampaignDraft);
    expect(edited?.within.count).toBe(7);
    expect(edited?.revenue).toEqual(read);
  });

  test("begins anew what no editor could have made, and keeps the rest", () => {
    const odd = {
      ...blankCampaign(kit, "past"),
      who: { audience: 7, cap: { kind: "only", people: 500 } },
      when: {},
    } as unknown as CampaignDraft;
    const read = readDraft(odd);
    expect(read.who.audience).toBeNull();
    expect(read.who.cap).toEqual({ kind: "only", people: 500 });
    expect(read.when.past).toEqual({ kind: "now" });
    expect(campaignDraft.safeParse(draftToSave(read)).success).toBe(true);
  });
});

describe("another way of qualifying", () => {
  const past: EditorDraft = {
    ...blank(),
    who: {
      ...blank().who,
      audience: { kind: "saved", segmentId: "one" },
      cap: { kind: "all", hold: 1_000 },
    },
  };

  test("does not keep on the server what it does not ask for", () => {
    const live = withQualification(past, "live");
    expect(draftToSave(live).who.audience).toBeNull();
    expect(draftToSave(live).who.cap).toEqual({ kind: "all", hold: null });
  });

  test("brings back what stood there when the old way is chosen again", () => {
    const again = withQualification(withQualification(past, "live"), "past");
    expect(draftToSave(again).who.audience).toEqual({ kind: "saved", segmentId: "one" });
  });

  test("makes a limit per day one per run where there are no days", () => {
    const live: EditorDraft = {
      ...blank("live"),
      who: { ...blank("live").who, cap: { kind: "per_day", people: 500 } },
    };
    expect(withQualification(live, "past").who.cap).toEqual({ kind: "only", people: 500 });
    expect(withQualification(live, "external").who.cap).toEqual({ kind: "per_day", people: 500 });
  });

  test("does not take a segment of the campaign's own for a list", () => {
    const own: EditorDraft = {
      ...past,
      who: { ...past.who, audience: { kind: "new", definition: { match: "all", groups: [] } } },
    };
    expect(withQualification(own, "list").who.audience).toBeNull();
  });
});
