import type { Template as Parsed, Parser, TagToken, TopLevelToken } from "liquidjs";
import { ParseError } from "liquidjs";
import { templateLimits } from "../allowed.ts";
import type { Compiler } from "../compiler.ts";

/** What is wrong with a tag within a block; liquidjs would tell it of the block's first line. */
export function wrongTag(message: string, tag: TagToken): ParseError {
  return new ParseError(new Error(message), tag);
}

/** Says of a tag, whose value was read, what stands behind it: of {% if a == 1, 2 %} liquidjs reads past the 2. */
export function passRest(compiler: Compiler, tag: TagToken): void {
  const rest = tag.tokenizer.remaining().trim();
  if (rest !== "") {
    compiler.readPast(`“${rest.slice(0, 40)}” cannot be read: one value stands here.`, tag);
  }
}

/** Throws where a tag carries words that it does not take. */
export function takesNothing(token: TagToken): void {
  if (token.name === "else" && token.args.trim().startsWith("if ")) {
    throw wrongTag("A further condition of a block is written elsif.", token);
  }
  if (token.args.trim() !== "") {
    throw wrongTag(`“${token.name}” takes nothing: remove “${token.args.trim().slice(0, 40)}”.`, token);
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
