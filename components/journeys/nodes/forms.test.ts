import { expect, it } from "vitest";
import { nodeKinds } from "@/lib/journeys/nodes/catalog.ts";
import { iconOf } from "../canvas/kind-marks.ts";
import { nodeForms } from "./forms.ts";

it("every kind of node has a form and a picture of its own, and no form is left over", () => {
  expect(Object.keys(nodeForms).sort()).toEqual(nodeKinds.map(({ id }) => id).sort());
  const unknown = iconOf("none such");
  expect(nodeKinds.filter(({ id }) => iconOf(id) === unknown)).toEqual([]);
});
