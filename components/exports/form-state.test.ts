import { describe, expect, it } from "vitest";
import type { ExportView } from "@/lib/exports/schema.ts";
import { createInputOf, editInputOf, emptyForm, problemsIn } from "./form-state.ts";

const moment = { timeZone: "Europe/Berlin", now: new Date("2026-11-23T23:30:00Z") };
const connectionId = "01900000-0000-7000-8000-000000000001";
const form = emptyForm(connectionId, moment);

describe("problemsIn", () => {
  it("finds nothing wrong with a fresh form that has its connection", () => {
    expect(problemsIn(form, moment)).toEqual({});
  });

  it("names each missing choice by the API's field", () => {
    const asked = { ...form, connectionId: null, dataType: "selected", rangeKind: "day" } as const;
    expect(Object.keys(problemsIn(asked, moment)).sort()).toEqual([
      "connectionId",
      "eventNames",
      "range.date",
    ]);
  });

  it("counts days in the workspace's zone, where it is already tomorrow", () => {
    expect(form.date).toBe("2026-11-24");
    expect(problemsIn({ ...form, date: "2026-11-23" }, moment)).toHaveProperty("date");
  });

  it("refuses days more than 60 back", () => {
    const late = { ...form, rangeKind: "range", from: "2026-09-24", to: "2026-09-26" } as const;
    expect(problemsIn(late, moment)).toHaveProperty(["range.from"]);
    expect(problemsIn({ ...late, from: "2026-09-25" }, moment)).toEqual({});
  });

  it("wants no days for an export of profiles, and no live one", () => {
    const people = { ...form, dataType: "profiles", rangeKind: "day" } as const;
    expect(problemsIn(people, moment)).toEqual({});
    expect(problemsIn({ ...people, frequency: "live" }, moment)).toHaveProperty("frequency");
  });
});

describe("inputs of the API", () => {
  it("carry only what belongs to the frequency and the data type", () => {
    const filled = { ...form, eventNames: ["Charged"], rangeKind: "yesterday" as const };
    expect(createInputOf(filled)).toMatchObject({ eventNames: [], range: { kind: "yesterday" } });
    expect(createInputOf({ ...filled, frequency: "recurring" })).toMatchObject({
      everyHours: 24,
      range: undefined,
    });
    expect(createInputOf({ ...filled, dataType: "profiles" }).range).toBeUndefined();
  });

  it("name a date in an edit only when the rhythm changes", () => {
    const before = { id: connectionId, version: 3, frequency: "recurring", everyHours: 24 } as ExportView;
    const edited = { ...form, frequency: "recurring" } as const;
    expect(editInputOf(edited, before)).toMatchObject({ version: 3, date: undefined });
    expect(editInputOf({ ...edited, everyHours: 8 }, before).date).toBe("2026-11-24");
  });
});
