import type { Handlers } from "../api/operation.ts";
import type { peopleOperations } from "./operations.ts";
import { forgetPerson } from "./verbs/forget-person.ts";
import { getForget } from "./verbs/get-forget.ts";
import { getPerson } from "./verbs/get-person.ts";
import { listDevices } from "./verbs/list-devices.ts";
import { listForgets } from "./verbs/list-forgets.ts";
import { listPeople } from "./verbs/list-people.ts";
import { listTimeline } from "./verbs/list-timeline.ts";
import { retryForget } from "./verbs/retry-forget.ts";

export const peopleHandlers: Handlers<typeof peopleOperations> = {
  "people.list": listPeople,
  "people.get": getPerson,
  "people.timeline": listTimeline,
  "people.devices": listDevices,
  "people.forget": forgetPerson,
  "people.forgets.list": listForgets,
  "people.forgets.get": getForget,
  "people.forgets.retry": retryForget,
};
