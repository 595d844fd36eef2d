import { z } from "zod";
import { operation } from "../api/operation.ts";
import * as schema from "./schema.ts";

const tag = "Control groups";
const all = "/control-groups";
const one = `${all}/:id`;

export const controlGroupOperations = {
  "controlGroups.list": operation({
    method: "GET",
    path: all,
    summary: "The workspace's control groups, the system group first",
    tag,
    input: z.object({}),
    output: schema.controlGroupList,
  }),
  "controlGroups.counts": operation({
    method: "GET",
    path: `${all}/counts`,
    summary: "How many people each control group holds now, and of how many",
    tag,
    input: z.object({}),
    output: schema.controlGroupCounts,
  }),
  "controlGroups.create": operation({
    method: "POST",
    path: all,
    summary: "Make a control group; up to 10 custom ones once there is a system group",
    tag,
    input: schema.createControlGroup,
    output: schema.controlGroupView,
    status: 201,
  }),
  "controlGroups.update": operation({
    method: "PATCH",
    path: one,
    summary:
      "Rename a control group, or change its share; a larger one keeps who is in it, a smaller one adds nobody",
    tag,
    input: schema.updateControlGroup,
    output: schema.controlGroupView,
  }),
  "controlGroups.remove": operation({
    method: "DELETE",
    path: one,
    summary: "Remove a control group; refused while something uses it",
    tag,
    input: schema.controlGroupOf,
    output: z.void(),
    status: 204,
  }),
  "controlGroups.ofPerson": operation({
    method: "GET",
    path: "/people/:id/control-groups",
    summary: "The control groups a person is in at this moment",
    tag,
    input: schema.controlGroupsOfPerson,
    output: schema.controlGroupList,
  }),
};
