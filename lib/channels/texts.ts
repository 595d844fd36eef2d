import { render } from "../templates/render.ts";
import { parseTemplate, type Template } from "../templates/template.ts";
import type { Missing, Variables } from "../templates/types.ts";
import type { Occasion, Reason, Recipient } from "./channel.ts";
import type { TemplateSpot } from "./kit.ts";
import { identifiersOf } from "./profile-parts.ts";

export type Texts =
  | { texts: string[]; missing: readonly Missing[]; skipped?: undefined }
  | { skipped: Reason; texts?: undefined };

const none: readonly Missing[] = Object.freeze([]);

/**
 * Reads a content's templates once and makes their texts for one recipient after the other, in the order of the spots.
 * Throws `invalid` for a template that cannot be read.
 */
export function textMaker(spots: TemplateSpot[]): (recipient: Recipient, occasion: Occasion) => Texts {
  const templates: Template[] = spots.map(({ text, context, path }) => parseTemplate(text, context, path));
  const constant = templates.map((template) => template.constant ?? "");
  if (templates.every((template) => template.constant !== null)) {
    const made: Texts = { texts: constant, missing: none };
    return () => made;
  }
  // One object for all: it is read while a text is made, and never after.
  const values: Variables = {
    Profile: {},
    identifiers: {},
    Event: undefined,
    ExternalTrigger: undefined,
    ConstantEventProperty: undefined,
    Campaign: undefined,
  };
  return (recipient, { variables, options, missing: policy }) => {
    values.Profile = recipient.properties;
    values.identifiers = identifiersOf(recipient);
    values.Event = variables.Event;
    values.ExternalTrigger = variables.ExternalTrigger;
    values.ConstantEventProperty = variables.ConstantEventProperty;
    values.Campaign = variables.Campaign;
    const texts: string[] = [];
    let missing = none;
    for (const template of templates) {
      const made = render(template, values, options);
      if (made.aborted !== undefined) {
        return { skipped: { code: made.aborted, reason: made.reason } };
      }
      texts.push(made.text);
      missing = made.missing.length === 0 ? missing : [...missing, ...made.missing];
    }
    const [first] = missing;
    if (first && policy !== "default") {
      const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : "";
      const reason = `${first.path} has no value for this person and no default${more}.`;
      const code = policy === "skip" ? "missing_value" : "No Liquid Replacement found";
      return { skipped: { code, reason } };
    }
    return { texts, missing };
  };
}
