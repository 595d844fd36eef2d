import { describe, expect, it } from "vitest";
import type { Simulation } from "@/lib/journeys/simulate/schema.ts";
import { draw, track } from "@/lib/journeys/templates/draw.ts";
import { firstAt, litAt, stepsOf } from "./steps.ts";

const document = draw(
  [
    { id: "in", kind: "entry_action", name: "Comes", settings: { did: track("In") } },
    { id: "hook", kind: "send_webhook" },
    { id: "past", kind: "past_behaviour" },
  ],
  [
    ["in", "yes", "hook"],
    ["hook", "sent", "past"],
  ],
);
const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, "0")}:00:00.000Z`;
const message = (hour: number) => ({
  ...{ at: at(hour), node: "hook", channel: "webhook", messageId: "m", outcome: "sent" as const },
  ...{ chosen: false, reason: null, texts: [], request: null },
});
const simulation: Simulation = {
  ...{
    problems: [],
    unfinished: [],
    zone: "UTC",
    until: at(23),
    undecided: [],
    cut: false,
    here: null,
    questions: [],
    changes: [],
  },
  person: { id: null, name: null, userId: null, email: null, properties: {} },
  stays: [{ entered: at(1), left: at(9), because: "journey timeout" }],
  path: [
    { at: at(1), node: "in", did: "moves", exit: "yes", because: "did In" },
    { at: at(1), node: "hook", did: "acts", exit: null, because: "a message is to leave" },
    { at: at(1), node: "hook", did: "moves", exit: "sent", because: "the message left" },
    { at: at(2), node: "past", did: "sleeps", exit: null, because: "not yet" },
    { at: at(3), node: "past", did: "sleeps", exit: null, because: "not yet" },
  ],
  events: [{ name: "In", at: at(1), properties: {}, caused: false }],
  messages: [message(1)],
};
const steps = stepsOf(simulation, document);

describe("what happens to somebody", () => {
  it("stands in its order: what they do, where they go, how they leave", () => {
    expect(steps.map(({ kind, title, exit }) => [kind, title, exit?.label])).toEqual([
      ["event", "In", undefined],
      ["moves", "Comes", "Yes"],
      ["acts", "Webhook", undefined],
      ["moves", "Webhook", "Sent"],
      ["waits", "Past behavior", undefined],
      ["left", "", undefined],
    ]);
  });

  it("says once what is looked at again and again, and how often", () => {
    expect(steps.find(({ kind }) => kind === "waits")?.times).toBe(2);
  });

  it("has each message at the step that made it", () => {
    expect(steps.filter((step) => step.message).map(({ kind, node }) => [kind, node])).toEqual([
      ["acts", "hook"],
    ]);
  });

  it("lights what was walked up to a moment, and where the person then is", () => {
    expect(litAt(steps, 0, document)).toEqual({ nodes: new Set(), edges: new Set(), here: null });
    expect(litAt(steps, 1, document)).toEqual({
      ...{ nodes: new Set(["in"]), edges: new Set(["link1"]), here: "hook" },
    });
    const all = litAt(steps, steps.length - 1, document);
    expect([...all.edges]).toEqual(["link1", "link2"]);
    expect(all.here).toBeNull();
    expect([firstAt(steps, "hook"), firstAt(steps, "nowhere")]).toEqual([2, -1]);
  });
});
