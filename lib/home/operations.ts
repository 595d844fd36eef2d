import { z } from "zod";
import { operation } from "../api/operation.ts";
import { overviewView } from "./schema.ts";

export const homeOperations = {
  "overview.get": operation({
    method: "GET",
    path: "/overview",
    summary: "Is everything well: problems, counters of the last 24 hours, what runs now and next",
    tag: "Workspace",
    input: z.object({}),
    output: overviewView,
  }),
};
