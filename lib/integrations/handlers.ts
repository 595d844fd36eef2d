import type { Handlers } from "../api/operation.ts";
import type { integrationsOperations } from "./operations.ts";
import { connectPartner } from "./verbs/connect-partner.ts";
import { disconnectPartner } from "./verbs/disconnect-partner.ts";
import { generateValues } from "./verbs/generate-values.ts";
import { getConnection } from "./verbs/get-connection.ts";
import { listConnectionHistory } from "./verbs/list-connection-history.ts";
import { listConnections } from "./verbs/list-connections.ts";
import { listPartners } from "./verbs/list-partners.ts";
import { listRemoteAudiences } from "./verbs/list-remote-audiences.ts";
import { listUses } from "./verbs/list-uses.ts";
import { rotateSecret } from "./verbs/rotate-secret.ts";
import { testConnection } from "./verbs/test-connection.ts";
import { testSettings } from "./verbs/test-settings.ts";
import { updateConnection } from "./verbs/update-connection.ts";

export const integrationsHandlers: Handlers<typeof integrationsOperations> = {
  "partners.list": listPartners,
  "partners.generate": generateValues,
  "connections.list": listConnections,
  "connections.connect": connectPartner,
  "connections.testSettings": testSettings,
  "connections.get": getConnection,
  "connections.history": listConnectionHistory,
  "connections.update": updateConnection,
  "connections.test": testConnection,
  "connections.rotate": rotateSecret,
  "connections.audiences": listRemoteAudiences,
  "connections.uses": listUses,
  "connections.disconnect": disconnectPartner,
};
