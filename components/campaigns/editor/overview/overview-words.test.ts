import { describe, expect, test } from "vitest";
import { blankCampaign } from "@/lib/campaigns/blank.ts";
import type { CampaignReach, CampaignView } from "@/lib/campaigns/schema.ts";
import type { ChannelId } from "@/lib/channels/catalog.ts";
import { channelKitOf } from "@/lib/channels/catalog.ts";
import type { Qualification } from "@/lib/channels/kit.ts";
import { type EditorDraft, readDraft } from "../draft.ts";
import { consequenceOf } from "./publish-words.ts";
import { summaryOf } from "./summary-words.ts";
import { warningsOf } from "./warnings.ts";

function begin(channel: ChannelId, qualification: Qualification, changes: Partial<EditorDraft["who"]> = {}) {
  const kit = channelKitOf(channel);
  const draft = readDraft(blankCampaign(kit, qualification));
  const whole: EditorDraft = { ...draft, who: { ...draft.who, ...changes } };
  return { kit, draft: whole };
}

const zone = "Europe/Berlin";
const nameOf = (id: string) => `“${id}”`;
const known = { zone, nameOf, account: "Shop", hasSystem: true };
const reach: CampaignReach = {
  ...{ qualify: 1_500, reachable: 1_200, control: 60, gets: 1_140, of: 9_000 },
  ...{ way: "segment" as const, exceeds: true },
};

function said(draft: EditorDraft, channel: ChannelId): Record<string, string> {
  const lines = summaryOf(draft, { ...known, kit: channelKitOf(channel) });
  return Object.fromEntries(lines.map(({ label, text }) => [label, text]));
}

describe("the summary", () => {
  test("says of a campaign of past behaviour whom it means, what it sends and when", () => {
    const { draft } = begin("segment", "past", {
      audience: {
        kind: "new",
        definition: {
          match: "all",
          groups: [
            {
              match: "all",
              conditions: [
                { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
                { kind: "did", events: [{ type: "track", name: "Order Completed" }] },
              ],
            },
          ],
        },
      },
      cap: { kind: "all", hold: 1_000 },
    });
    const lines = said(draft, "segment");
    expect(lines["Target segment"]).toBe("Their plan is gold and Did Order Completed");
    expect(lines["Targeting cap"]).toBe("All, but a run of more than 1,000 people is held");
    expect(lines.Account).toBe("Shop");
    expect(lines.Message).toContain("Campaign Sent");
    expect(lines.Schedule).toBe("Once, as soon as it is published");
  });

  test("says of inaction what was to be done, what not, within which time and of the same what", () => {
    const { draft } = begin("webhook", "live", {
      trigger: {
        kind: "inaction",
        did: { events: [{ type: "track", name: "Added to cart" }] },
        didNot: { events: [{ type: "track", name: "Order Completed" }] },
        within: { count: 10, unit: "minutes" },
        same: { path: ["product_id"] },
      },
    });
    expect(said(draft, "webhook")["Target segment"]).toBe(
      "When they do Added to cart and not Order Completed of the same product_id within 10 minutes",
    );
  });

  test.each<[string[] | undefined, string]>([
    [undefined, "Order Completed within 7 days of the message"],
    [["order", "total"], "Order Completed within 7 days of the message, worth its order.total"],
  ])("says of a goal with the revenue %j what reaches it and what that is worth", (revenue, told) => {
    const { draft } = begin("segment", "past");
    const events = [{ type: "track" as const, name: "Order Completed" }];
    const goal = { events, where: [], within: { count: 7, unit: "days" as const }, revenue };
    expect(said({ ...draft, goal }, "segment").Goal).toBe(told);
  });

  test("says that nothing is chosen yet instead of nothing", () => {
    const { draft } = begin("segment", "list");
    expect(said(draft, "segment")["Target segment"]).toBe("Not chosen yet");
  });
});

describe("warnings", () => {
  const textsOf = (
    draft: EditorDraft,
    channel: ChannelId,
    given?: CampaignReach,
    hasSystem = true,
    troubled: string[] = [],
    nextRuns: string[] = [],
    approval = false,
    changedSegments: CampaignView["changedSegments"] = [],
  ) =>
    warningsOf(draft, {
      kit: channelKitOf(channel),
      objects: ["Profile"],
      reach: given,
      hasSystem,
      troubled,
      nextRuns,
      zone,
      approval,
      changedSegments,
    }).map(({ text }) => text);

  test("tell of an account that needs attention before anything waits for it", () => {
    const { draft } = begin("segment", "past");
    const warning =
      "The account Shop needs attention: what is to leave through it waits until that is mended.";
    expect(textsOf(draft, "segment", reach, true, ["Shop"])).toContain(warning);
    expect(textsOf(draft, "segment", reach)).not.toContain(warning);
  });

  test("tell who is lost, what will be held, and how many get it as soon as it is published", () => {
    const { draft } = begin("segment", "past");
    const texts = textsOf(draft, "segment", reach);
    expect(texts).toContain("300 people of those who qualify cannot be reached via Segment.");
    expect(texts).toContain("More people qualify than the safety limit allows: its run will be held.");
    expect(texts).toContain("It is sent to 1,140 people as soon as you publish it.");
    const asked = textsOf(draft, "segment", reach, true, [], [], true);
    expect(asked).toContain("It is sent to 1,140 people as soon as another member approves it.");
  });

  test("tell what Do Not Disturb hours make of the next runs", () => {
    const nights = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "21:00", to: "09:00" }];
    const told = (when: Partial<EditorDraft["when"]>, run: string) => {
      const { draft } = begin("segment", "past", {
        audience: { kind: "saved", segmentId: "0190b5a0-0000-7000-8000-000000000000" },
      });
      const given: EditorDraft = { ...draft, when: { ...draft.when, ...when } };
      return textsOf(given, "segment", reach, true, [], [run]).filter((text) =>
        text.includes("Do Not Disturb"),
      );
    };
    const late = "2026-01-15T21:00:00.000Z";
    const of = "The run of 15 Jan 2026, 22:00 CET lies in the Do Not Disturb hours";
    const discard = { quiet: { hours: nights, mode: "discard" as const } };
    const delay = { quiet: { hours: nights, mode: "delay" as const } };
    expect(told(discard, late)).toEqual([`${of}, which discard messages: nobody on those clocks gets it.`]);
    expect(told(discard, "2026-01-15T12:00:00.000Z")).toEqual([]);
    expect(told(delay, late)).toEqual([`${of}: its messages leave from 16 Jan 2026, 09:00 CET on.`]);
    expect(told({ ...delay, cutOff: "23:00" }, late)).toEqual([
      `${of}, and its cut-off time comes before they end: nobody on those clocks gets it.`,
    ]);
    expect(told({}, late)).toEqual([]);
  });

  test("tell that nobody is held back only where that is so", () => {
    const { draft } = begin("segment", "past");
    const warning = "Nobody is held back: there will be nothing to compare with.";
    expect(textsOf(draft, "segment", reach, true)).not.toContain(warning);
    expect(textsOf(draft, "segment", reach, false)).toContain(warning);
  });

  test("name properties without a default, and what becomes of them by the campaign's choice", () => {
    const { kit, draft } = begin("webhook", "past");
    expect(textsOf(draft, kit.id as ChannelId)).toContain(
      "Whoever has no value for Profile.Identity gets no message: they have no default.",
    );
    const going: EditorDraft = { ...draft, what: { ...draft.what, missing: "default" } };
    expect(textsOf(going, "webhook").join()).toContain("An empty text stands in for Profile.Identity");
  });

  test("of a live campaign tell that it has no end and no limit for one person", () => {
    const { draft } = begin("segment", "live");
    const texts = textsOf(draft, "segment");
    expect(texts).toContain("It has no end: it goes on until somebody stops it.");
    expect(texts).toContain("One person can get it as often as they qualify.");
  });

  test("of a delay tell that CleverTap sends no Segment messages behind one", () => {
    const delayed = (channel: ChannelId) => {
      const { draft } = begin(channel, "live");
      return textsOf(
        { ...draft, when: { ...draft.when, delay: { count: 5, unit: "minutes" } } },
        channel,
      ).join();
    };
    expect(delayed("segment")).toContain(
      "CleverTap does not trigger Segment messages of campaigns with a delay",
    );
    expect(delayed("webhook")).not.toContain("with a delay");
  });
});

test("before it is published, the dialog says what will happen: to how many, and when", () => {
  const past = begin("segment", "past");
  expect(consequenceOf(past.draft, { ...past, zone, gets: 1, exceeds: false })).toBe(
    "It is sent to 1 person via Segment as soon as you confirm.",
  );
  expect(consequenceOf(past.draft, { ...past, zone, gets: 1, exceeds: false, asks: true })).toBe(
    "It is sent to 1 person via Segment once another member approves it.",
  );
  const later: EditorDraft = {
    ...past.draft,
    when: { ...past.draft.when, past: { kind: "later", at: "2026-03-07T09:00", also: [] } },
  };
  expect(consequenceOf(past.draft, { ...past, zone, gets: 1, exceeds: true })).toBe(
    "More people qualify than its safety limit allows: the run is held, and nothing leaves before somebody releases it.",
  );
  expect(consequenceOf(later, { ...past, zone, gets: 1, exceeds: false })).toContain(
    "Sat, 7 Mar 2026, 09:00 CET",
  );
  const external = begin("webhook", "external");
  expect(consequenceOf(external.draft, { ...external, zone, gets: null, exceeds: false })).toContain(
    "External Trigger API",
  );
});
