import type { Handlers } from "../api/operation.ts";
import type { peopleOperations } from "./operations.ts";
import { getPerson } from "./verbs/get-person.ts";
import { listPeople } from "./verbs/list-people.ts";
import { listTimeline } from "./verbs/list-timeline.ts";

export const peopleHandlers: Handlers<typeof peopleOperations> = {
  "people.list": listPeople,
  "people.get": getPerson,
  "people.timeline": listTimeline,
};
