import { defaultOperators, Liquid } from "liquidjs";
import { allowedTags, templateLimits } from "./allowed.ts";
import { AssignTag } from "./tags/assign.ts";
import { CaseTag } from "./tags/case.ts";
import { AbortTag, BreakTag, ContinueTag, NowTag } from "./tags/flow.ts";
import { IfTag } from "./tags/if.ts";
import { ForTag, TablerowTag } from "./tags/loop.ts";
import { CommentTag, RawTag } from "./tags/text.ts";

type TagClass = Exclude<Parameters<Liquid["registerTag"]>[1], { render: unknown }>;

const tagClasses: Record<(typeof allowedTags)[number], TagClass> = {
  if: IfTag,
  unless: IfTag,
  case: CaseTag,
  for: ForTag,
  tablerow: TablerowTag,
  assign: AssignTag,
  raw: RawTag,
  comment: CommentTag,
  break: BreakTag,
  continue: ContinueTag,
  abort: AbortTag,
  now: NowTag,
};

const { not: _beyondTheList, ...operators } = defaultOperators;

function closedLiquid(): Liquid {
  const liquid = new Liquid({
    operators,
    ownPropertyOnly: true,
    // Nothing of it is asked for: the tags that include files are gone. An empty map keeps the disk out all the same.
    templates: {},
    memoryLimit: templateLimits.filterMemory,
    locale: "en",
    timezoneOffset: "UTC",
  });
  for (const name of Object.keys(liquid.tags)) {
    delete liquid.tags[name];
  }
  for (const name of allowedTags) {
    liquid.registerTag(name, tagClasses[name]);
  }
  return liquid;
}

/** liquidjs with CleverTap's closed list of tags and nothing that reads files. */
export const liquid = closedLiquid();
