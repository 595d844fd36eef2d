import { describe, expect, it } from "vitest";
import { momentOf } from "@/lib/delivery/when/moments.ts";
import { type JourneyDraft, journeyDocument } from "@/lib/journeys/document.ts";
import { journeyTemplates } from "@/lib/journeys/templates/catalog.ts";
import { type Drawn, draw, type Line, track } from "@/lib/journeys/templates/draw.ts";
import { walk } from "@/lib/journeys/walk.ts";
import { inputOf, type Script } from "./script.ts";
import { suggestedEvents, suggestedScript } from "./suggest.ts";

const zone = "Europe/Berlin";
const now = "2026-03-02T15:20";
const segmentId = "019a0000-0000-7000-8000-000000000002";
const cart: Drawn = { id: "cart", kind: "action", settings: { did: track("AddToCart") } };
const bought: Drawn = { id: "bought", kind: "action", settings: { did: track("PurchaseCompleted") } };

/** A journey for a segment at some time, in which two things are waited for; `between`: a node before the second. */
function timed(timeline: object, between?: Drawn): JourneyDraft {
  const entry = {
    id: "in",
    kind: "entry_segment",
    settings: { people: { kind: "saved", segmentId }, timeline },
  };
  const nodes = [
    entry,
    cart,
    ...(between ? [between] : []),
    bought,
    { id: "out", kind: "force_exit" },
  ] as Drawn[];
  const lines = nodes.slice(1).map(({ id }, at): Line => {
    const from = nodes[at];
    return [from?.id ?? "", from === between ? "done" : "yes", id];
  });
  return draw(nodes, lines);
}

/** Where the suggestion takes somebody, by the code of the engine. */
function walked(document: JourneyDraft, script: Script) {
  const input = inputOf(script, { journeyId: "", document, name: "" }, zone);
  const from = new Date(input.from);
  const properties = input.person.kind === "made_up" ? input.person.properties : {};
  const { path, stays } = walk(journeyDocument.parse(document), {
    ...{
      person: { id: "asha", properties },
      zone,
      from,
      until: new Date(from.getTime() + input.days * 86_400_000),
    },
    events: input.events.map((each) => ({ ...each, context: {} })),
    ...{ answer: () => true, outcome: () => "sent" },
  });
  return {
    stays: stays.map(({ entered, left }) => ({ entered, isOver: left !== null })),
    went: path.filter(({ exit }) => exit !== null).map(({ node, exit }) => `${node} ${exit}`),
  };
}

const suggestionFor = (document: JourneyDraft) => walked(document, suggestedScript(document, now, zone));
const told = (document: JourneyDraft, start = now) =>
  suggestedEvents({ document, start, zone }).map(({ name, count, unit }) => `${name} ${count} ${unit}`);

describe("a suggested script", () => {
  it.each(journeyTemplates.map(({ id, document }) => [id, document] as const))(
    "leads somebody through the template %s to its end",
    (_id, document) => {
      const { stays, went } = suggestionFor(document);
      expect(stays.at(-1)?.isOver).toBe(true);
      expect(went.length).toBeGreaterThanOrEqual(2);
    },
  );

  it("begins by the clock of a journey's own time, and lets things happen after it", () => {
    for (const [timeline, start] of [
      [{ kind: "once", at: null }, now],
      [{ kind: "once", at: "2026-03-09T09:00" }, "2026-03-09T09:00"],
      [{ kind: "once", at: "2026-02-02T09:00" }, "2026-02-02T09:00"],
      [{ kind: "dates", dates: ["2026-02-02T09:00", "2026-05-04T10:30"] }, "2026-05-04T10:30"],
    ] as const) {
      const document = timed(timeline);
      const script = suggestedScript(document, now, zone);
      expect(script.start).toBe(start);
      expect(told(document, start)).toEqual(["AddToCart 1 hours", "PurchaseCompleted 2 hours"]);
      const { stays, went } = walked(document, script);
      expect(stays).toEqual([{ entered: momentOf(start, zone).toISOString(), isOver: true }]);
      expect(went).toEqual(["in yes", "cart yes", "bought yes"]);
    }
  });

  it("waits for the next run where the clock begins before it", () => {
    const document = timed({ kind: "once", at: "2026-03-03T09:00" });
    expect(told(document)).toEqual(["AddToCart 19 hours", "PurchaseCompleted 20 hours"]);
  });

  it("lets things happen when a delay before them is over", () => {
    const rest: Drawn = {
      id: "rest",
      kind: "delay",
      settings: { until: { kind: "duration", wait: { count: 90, unit: "days" }, at: "09:00" } },
    };
    const document = timed({ kind: "once", at: null }, rest);
    const script = suggestedScript(document, now, zone);
    expect(told(document)).toEqual(["AddToCart 1 hours", "PurchaseCompleted 2186 hours"]);
    expect(script.days).toBe(93);
    expect(walked(document, script).went).toEqual(["in yes", "cart yes", "rest done", "bought yes"]);
  });

  it("gives the person the date by which a journey begins", () => {
    const date = { of: "person", path: ["plan", "renews"], days: -3, at: "09:00", yearly: false };
    const document = draw(
      [{ id: "in", kind: "entry_date_time", settings: { date } }, cart, { id: "out", kind: "force_exit" }],
      [
        ["in", "yes", "cart"],
        ["cart", "yes", "out"],
      ],
    );
    const script = suggestedScript(document, now, zone);
    expect(script.start).toBe("2026-03-03T09:00");
    expect(script.person).toMatchObject({ properties: expect.stringContaining('"renews": "2026-03-06"') });
    expect(walked(document, script).went).toEqual(["in yes", "cart yes"]);
  });

  it("visits pages, as many and from where they are asked for", () => {
    const kept = { within: { count: 30, unit: "minutes" } };
    const any = { url: { op: "contains", value: "" }, where: [] };
    const shop = { url: { op: "ends_with", value: "/shop" }, where: [] };
    const from = { referrer: { op: "contains", value: "search." }, where: [] };
    const document = draw(
      [
        { id: "in", kind: "entry_page_count", settings: { ...kept, pages: any, count: 3 } },
        { id: "shop", kind: "page_count", settings: { ...kept, pages: shop, count: 2, timeout: null } },
        { id: "from", kind: "referrer", settings: { from, timeout: null } },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "shop"],
        ["shop", "yes", "from"],
        ["from", "yes", "out"],
      ],
    );
    expect(told(document)).toEqual([
      ...["Page 0 hours", "Page 0 hours", "Page 0 hours"],
      ...["Page 1 hours", "Page 1 hours", "Page 2 hours"],
    ]);
    expect(suggestionFor(document).went).toEqual(["in yes", "shop yes", "from yes"]);
  });

  it("is made while the beginning of the clock is not told", () => {
    expect(told(timed({ kind: "once", at: "2026-03-03T09:00" }), "")).toEqual([
      "AddToCart 0 hours",
      "PurchaseCompleted 1 hours",
    ]);
  });
});
