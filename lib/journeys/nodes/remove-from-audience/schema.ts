import { audienceKind } from "../audiences.ts";

export const removeFromAudienceKind = audienceKind(
  {
    id: "remove_from_audience",
    title: "Remove from audience",
    description: "Takes the person out of an audience.",
  },
  "Takes the person out of",
);
