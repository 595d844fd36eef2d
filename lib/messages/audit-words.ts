import type { Json } from "../kernel/json.ts";

/** Actions whose words do not follow from their names. `{}` stands where the object's name goes. */
const phrases: Record<string, string> = {
  "account.signed_in": "signed in",
  "audience.file_imported": "imported a file into the audience {}",
  "audience.import_begun": "began an import into the audience {}",
  "audience.taken_again": "took the audience {} again",
  "audience.key_created": "created a key of the audience {}",
  "audience.key_revoked": "revoked a key of the audience {}",
  "campaign.failed": "had to stop the campaign {}",
  "campaign.held": "held the campaign {} back",
  "connection.connected": "made the connection {}",
  "connection.disconnected": "disconnected {}",
  "connection.marked": "saw that the connection {} needs attention",
  "connection.recovered": "saw that the connection {} works again",
  "connection.rotated": "replaced the key of the connection {}",
  "export.failed": "had to end a run of the export {}",
  "export.partly": "ended a run of the export {} with rejected records",
  "export.refused": "had to end the export {}, which the partner refused",
  "export.retried": "sent rejected records of the export {} again",
  "journey.version_restored": "made an earlier version of the journey {} its draft",
  "person.resubscribed": "subscribed the person {} again",
  "sandbox.cleared": "cleared what the sandbox received for {}",
  "sandbox.faults_set": "changed how the sandbox answers for {}",
  "sandbox.rule_removed": "took the rule from the sandbox's bus {}",
  "sandbox.rule_set": "let the sandbox's bus {} pass on to an audience",
  "segment.file_imported": "imported a file into the list {}",
  "segment.list_created": "created the list {}",
  "transfer.failed": "had to end a run of the transfer {}",
  "transfer.refused": "had to end the transfer {}, which the partner refused",
  "transfer.retried": "sent refused users of the transfer {} again",
  "destination.halted": "had to halt the destination {}",
  "destination.refused_sent_again": "sent refused calls of the destination {} again",
  "destination.refused_discarded": "discarded refused calls of the destination {}",
  "destination.replay_started": "started a replay of the destination {}",
  "destination.replay_stopped": "stopped a replay of the destination {}",
  "person.deletion_asked": "asked to delete the person {}",
  "person.deletion_retried": "asked partners again to delete the person {}",
  "person.deletion_ended": "ended the deletion of the person {}",
  "account.signed_out": "signed out",
  "account.session_revoked": "signed another browser out",
  "account.password_changed": "changed their password",
  "account.renamed": "changed their name",
  "member.joined": "let {} join",
  "member.role_changed": "changed the role of {}",
  "member.removed": "removed {}",
  "invitation.created": "invited {}",
  "invitation.revoked": "revoked the invitation for {}",
};

/** The same, done by somebody to themselves. */
const ownPhrases: Record<string, string> = {
  "member.joined": "joined the workspace",
  "member.removed": "left the workspace",
};

const words = (name: string): string => name.replaceAll("_", " ").replace(/\bapi\b/g, "API");

/** "stopped the export {}" for `export.stopped`: what follows the actor; `own` when the object is the actor. */
export function actionPhrase(action: string, own = false): string {
  const [noun = "", verb = ""] = action.split(".");
  const ownPhrase = own ? ownPhrases[action] : undefined;
  return ownPhrase ?? phrases[action] ?? `${words(verb)} the ${words(noun)} {}`;
}

/** The same without an object, for a list of actions: "Export stopped". */
export function actionName(action: string): string {
  const text = words(action.replace(".", " "));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function kindName(kind: string): string {
  const text = words(kind);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Time zone" for `timeZone`. */
export function fieldName(field: string): string {
  const text = words(field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of a segment that a definition speaks of; it may be gone by now. */
export const auditWords = { otherSegment: "(another one)" };

/** A value of a change, short enough for a line. */
export function valueWords(value: Json): string {
  if (value === null || value === "") {
    return "none";
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.length === 0 ? "none" : value.join(", ");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
