import type { Template as Parsed, Parser, TagToken, TopLevelToken } from "liquidjs";
import { templateLimits } from "../allowed.ts";

/** Throws where a tag carries words that it does not take. */
export function takesNothing(token: TagToken): void {
  if (token.name === "else" && token.args.trim().startsWith("if ")) {
    throw new Error("A further condition of a block is written elsif.");
  }
  if (token.args.trim() !== "") {
    throw new Error(`“${token.name}” takes nothing: remove “${token.args.trim().slice(0, 40)}”.`);
  }
}

/** Blocks that are being read, one within the other; nothing waits for anything meanwhile. */
let open = 0;

/**
 * Reads up to the tag that ends a block. `add` gets what stands in it, `on` the tags that divide it. Throws where the
 * block is not closed.
 */
export function readBlock(
  token: TagToken,
  remaining: TopLevelToken[],
  parser: Parser,
  { add, on }: { add(parsed: Parsed): void; on: Record<string, (tag: TagToken) => void> },
): void {
  const end = `end${token.name}`;
  if (open >= templateLimits.depth) {
    throw new Error(`Blocks stand in at most ${templateLimits.depth} others.`);
  }
  const stream = parser.parseStream(remaining);
  for (const [name, take] of Object.entries(on)) {
    stream.on<TagToken>(`tag:${name}`, take);
  }
  stream
    .on<TagToken>(`tag:${end}`, function (tag) {
      takesNothing(tag);
      this.stop();
    })
    .on<Parsed>("template", add)
    .on("end", () => {
      throw new Error(`“${token.getText().slice(0, 60)}” is not closed: {% ${end} %} is missing.`);
    });
  open += 1;
  try {
    stream.start();
  } finally {
    open -= 1;
  }
}
