import type { Handlers } from "../../api/operation.ts";
import { previewPeople } from "../verbs/preview-people.ts";
import { takeAgain } from "../verbs/take-again.ts";
import type { peopleAudienceOperations } from "./operations.ts";

export const peopleAudienceHandlers: Handlers<typeof peopleAudienceOperations> = {
  "audiences.peoplePreview": previewPeople,
  "audiences.takeAgain": takeAgain,
};
