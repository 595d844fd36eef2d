import type { Handlers } from "../api/operation.ts";
import type { controlGroupOperations } from "./operations.ts";
import { countControlGroups } from "./verbs/count-control-groups.ts";
import { createControlGroup } from "./verbs/create-control-group.ts";
import { listControlGroups } from "./verbs/list-control-groups.ts";
import { listControlGroupsOfPerson } from "./verbs/list-control-groups-of-person.ts";
import { removeControlGroup } from "./verbs/remove-control-group.ts";
import { updateControlGroup } from "./verbs/update-control-group.ts";

export const controlGroupHandlers: Handlers<typeof controlGroupOperations> = {
  "controlGroups.list": listControlGroups,
  "controlGroups.counts": countControlGroups,
  "controlGroups.create": createControlGroup,
  "controlGroups.update": updateControlGroup,
  "controlGroups.remove": removeControlGroup,
  "controlGroups.ofPerson": listControlGroupsOfPerson,
};
