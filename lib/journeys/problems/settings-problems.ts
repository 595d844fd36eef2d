import { contentProblems } from "../../channels/content-problems.ts";
import type { ChannelKit } from "../../channels/kit.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { problemsOf } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { checkTemplate, templateFieldProblems } from "../../templates/template.ts";
import type { TemplateObject } from "../../templates/types.ts";
import type { JourneyNode } from "../document.ts";
import { kindOf } from "../nodes/catalog.ts";
import { type JourneyProblem, ofNode } from "./problem.ts";

/** What is known of the workspace that a journey is to be published in. */
export type Surroundings = {
  /** Partners that have a connection. */
  partners: ReadonlySet<string>;
  /** The secrets that are kept of each node. */
  secrets?: ReadonlyMap<string, ReadonlySet<string>>;
};

const NO_EVENT = "No event leads here: some who come to this node would have none";

function messageProblems(
  node: JourneyNode,
  kit: ChannelKit,
  hasEvent: boolean,
  { partners, secrets }: Surroundings,
): JourneyProblem[] {
  const { content, connections } = node.settings;
  const objects: TemplateObject[] = ["Profile", "Campaign", ...(hasEvent ? (["Event"] as const) : [])];
  const found = contentProblems(kit, content, objects).map(({ path, message }) =>
    ofNode(node.id, `content.${path}`, message),
  );
  const isDraft = kit.draft.safeParse(content).success;
  const chosen = isJsonObject(connections) ? connections : {};
  for (const partner of isDraft ? kit.carriers(content) : kit.partners) {
    const { name } = partnerKit(partner);
    const path = `connections.${partner}`;
    if (!partners.has(partner)) {
      found.push(ofNode(node.id, path, `Connect ${name} first, in Settings › Integrations`));
    } else if (typeof chosen[partner] !== "string" || chosen[partner] === "") {
      found.push(ofNode(node.id, path, `Choose the ${name} account that carries it`));
    }
  }
  for (const { key, path, label } of isDraft && secrets ? kit.secrets(content) : []) {
    if (!secrets?.get(node.id)?.has(key)) {
      found.push(ofNode(node.id, `content.${path}`, `Enter ${label}`));
    }
  }
  return found;
}

/** What keeps one node from being published, whatever stands around it but an event. */
export function settingsProblems(
  node: JourneyNode,
  hasEvent: boolean,
  surroundings: Surroundings,
): JourneyProblem[] {
  const kind = kindOf(node.kind);
  if (!kind) {
    return [ofNode(node.id, "kind", `There is no kind of node “${node.kind}”. Remove it`)];
  }
  const read = kind.settings.safeParse(node.settings);
  const found = read.success
    ? []
    : problemsOf(read.error).map(({ path, message }) => ofNode(node.id, path, message));
  for (const { text, context, path } of kind.texts(node.settings)) {
    const { problems, variables } = checkTemplate(text, context, ["Event"]);
    const told = templateFieldProblems(problems, path);
    found.push(...told.map((each) => ofNode(node.id, path, each.message)));
    if (!hasEvent && variables.length > 0) {
      found.push(ofNode(node.id, path, NO_EVENT));
    }
  }
  if (!hasEvent && kind.readsEvent(node.settings)) {
    found.push(ofNode(node.id, "of", NO_EVENT));
  }
  return kind.channel ? [...found, ...messageProblems(node, kind.channel, hasEvent, surroundings)] : found;
}
