import { audienceKind } from "../audiences.ts";

export const addToAudienceKind = audienceKind(
  { id: "add_to_audience", title: "Add to audience", description: "Puts the person into an audience." },
  "Puts the person into",
);
