import { operation } from "../../api/operation.ts";
import { importView } from "../imports/schema.ts";
import { importAgain } from "./schema.ts";

export const remoteAudienceOperations = {
  "audiences.imports.again": operation({
    method: "POST",
    path: "/audiences/:id/imports/again",
    summary: "Import an audience again from the partner that keeps it, as its list is now",
    tag: "Audiences",
    status: 201,
    input: importAgain,
    output: importView,
  }),
};
