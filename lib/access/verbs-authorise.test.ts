import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { permissions } from "./permissions.ts";

const lib = join(import.meta.dirname, "..");

function verbFiles(): string[] {
  return readdirSync(lib, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^[\w-]+\/verbs\/[\w-]+\.ts$/.test(path) && !path.endsWith(".test.ts"));
}

/** What is wrong with a verb's file, or null. Looks at each exported async function: its first statement must authorise. */
function fault(source: string): string | null {
  const heads = [...source.matchAll(/^export async function \*?(\w+)\(\s*ctx: \w+/gm)];
  if (heads.length === 0) {
    return "exports no async function that takes ctx first";
  }
  for (const head of heads) {
    const from = source.slice(head.index);
    // The body starts at the first line end with an open brace that ends the signature.
    const body = from.slice((/\{\n(?= {2}\S)(?! {2}\w+\??: )/.exec(from)?.index ?? 0) + 2);
    // A verb may hand over to another one of its file, which is checked itself.
    const other = /^ {2}return (\w+)\(ctx, /.exec(body)?.[1];
    if (other && heads.some((candidate) => candidate !== head && candidate[1] === other)) {
      continue;
    }
    const permission = /^ {2}authorise\(ctx, "([\w.-]+)"\);\n/.exec(body)?.[1];
    if (!permission) {
      return `${head[1]} does not start with authorise(ctx, "…")`;
    }
    if (!(permission in permissions)) {
      return `${head[1]} asks for "${permission}", which no role can hold`;
    }
  }
  return null;
}

test("the guard itself sees a verb that forgets to authorise, does it late, or asks for nonsense", () => {
  const verb = (first: string) =>
    `export async function doIt(ctx: Ctx, input: { a: string }): Promise<void> {\n  ${first}\n  await x(ctx.db);\n}\n`;
  expect(fault(verb('authorise(ctx, "exports.write");'))).toBeNull();
  expect(fault(verb("const given = parse(schema, input);"))).toContain("does not start");
  expect(fault(verb('await y();\n  authorise(ctx, "exports.write");'))).toContain("does not start");
  expect(fault(verb('authorise(ctx, "no.such");'))).toContain("no role");
  expect(fault(verb("return other(ctx, input);"))).toContain("does not start");
  expect(fault("export const doIt = 1;\n")).toContain("no async function");
});

test("every verb authorises before anything else", () => {
  const files = verbFiles();
  expect(files.length).toBeGreaterThan(25);
  const faults = files.flatMap((file) => {
    const found = fault(readFileSync(join(lib, file), "utf8"));
    return found ? [`${file}: ${found}`] : [];
  });
  expect(faults).toEqual([]);
});
