import { operation } from "../../api/operation.ts";
import { audienceOf, audienceView } from "../schema.ts";
import { peoplePreview, peoplePreviewView } from "./schema.ts";

const tag = "Audiences";

export const peopleAudienceOperations = {
  "audiences.peoplePreview": operation({
    method: "POST",
    path: "/audiences/people-preview",
    summary: "How many people a filter means now, and ten of them",
    tag,
    input: peoplePreview,
    output: peoplePreviewView,
  }),
  "audiences.takeAgain": operation({
    method: "POST",
    path: "/audiences/:id/snapshot",
    summary: "Take an audience of people again: who is meant now joins, who is not meant any more leaves",
    tag,
    input: audienceOf,
    output: audienceView,
  }),
};
