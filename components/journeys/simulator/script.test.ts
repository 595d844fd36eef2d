import { describe, expect, it } from "vitest";
import { simulateJourney } from "@/lib/journeys/simulate/schema.ts";
import { journeyTemplates } from "@/lib/journeys/templates/catalog.ts";
import { inputOf, isReady, problemsOf, readProperties } from "./script.ts";
import { suggestedScript } from "./suggest.ts";

const [cart] = journeyTemplates.filter(({ id }) => id === "abandoned_cart");
const document = cart?.document;
if (!document) {
  throw new Error("There is no template of an abandoned cart.");
}
const journeyId = "019a0000-0000-7000-8000-000000000001";
const script = suggestedScript(document, "2026-03-29T01:30", "Europe/Berlin");

describe("a script", () => {
  it("begins with the events that lead through the journey, one after the other", () => {
    expect(script.events.map(({ name, count, unit }) => `${name} ${count} ${unit}`)).toEqual([
      ...["Registered 0 hours", "AddToCart 1 hours", "PurchaseCompleted 2 hours"],
    ]);
  });

  it("of every template is one that the server takes", () => {
    for (const template of journeyTemplates) {
      const suggested = suggestedScript(template.document, "2026-03-02T09:00", "Europe/Berlin");
      const input = inputOf(
        suggested,
        { journeyId, document: template.document, name: "Journey" },
        "Europe/Berlin",
      );
      expect(simulateJourney.safeParse(input).success, template.id).toBe(true);
    }
  });

  it("counts its events from the beginning on, also over a change of the clocks", () => {
    const { from, events } = inputOf(script, { journeyId, document, name: "" }, "Europe/Berlin");
    expect(from).toBe("2026-03-29T00:30:00.000Z");
    expect(events.map(({ at }) => at.slice(11, 16))).toEqual(["00:30", "01:30", "02:30"]);
  });

  it("is not tried while a field of it is unfinished, and says which", () => {
    expect(isReady(problemsOf(script))).toBe(true);
    const broken = {
      ...script,
      ...{ start: "", days: 0, person: { kind: "known" as const, id: null } },
      events: [{ ...script.events[0], properties: "[1" }] as typeof script.events,
    };
    expect(problemsOf(broken)).toEqual({ person: true, start: true, days: true, events: ["event1"] });
    expect(isReady(problemsOf(broken))).toBe(false);
    // Whoever clears the field of the time must not see the page break.
    expect(() => inputOf(broken, { journeyId, document, name: "" }, "UTC")).not.toThrow();
  });

  it("reads only objects as properties", () => {
    expect(readProperties(" ")).toEqual({});
    expect(readProperties('{"a":1}')).toEqual({ a: 1 });
    expect(["[]", "1", "null", "{"].map(readProperties)).toEqual([null, null, null, null]);
  });
});
