import { z } from "zod";
import { operation } from "../api/operation.ts";
import { role } from "./schema.ts";

export const accessOperations = {
  "me.get": operation({
    method: "GET",
    path: "/me",
    summary: "Who is calling, in which workspace, with which role",
    tag: "Access",
    input: z.object({}),
    output: z.object({
      kind: z.enum(["user", "key"]),
      id: z.string(),
      name: z.string(),
      role: role.nullable(),
      workspaceId: z.string(),
    }),
  }),
};
