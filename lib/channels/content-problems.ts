import type { Problem } from "../kernel/fault.ts";
import { problemsOf } from "../kernel/parse.ts";
import { checkTemplate, templateFieldProblems } from "../templates/template.ts";
import type { TemplateObject } from "../templates/types.ts";
import type { ChannelKit } from "./kit.ts";

/**
 * What keeps a draft from being published: values that are missing or wrong, and templates that cannot be read where these
 * objects are known. Empty: it may be.
 */
export function contentProblems(
  kit: ChannelKit,
  draft: unknown,
  objects?: readonly TemplateObject[],
): Problem[] {
  const shape = kit.draft.safeParse(draft);
  if (!shape.success) {
    return problemsOf(shape.error);
  }
  const whole = kit.content.safeParse(draft);
  const spots = kit.templates(shape.data);
  return [
    ...(whole.success ? [] : problemsOf(whole.error)),
    ...spots.flatMap(({ text, context, path }) =>
      templateFieldProblems(checkTemplate(text, context, objects).problems, path),
    ),
  ];
}
