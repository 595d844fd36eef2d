import type { z } from "zod";
import type { Ctx } from "../context.ts";

/**
 * One thing that a person or a program can do over HTTP, as data: the REST routes, the OpenAPI document and the typed
 * client of the browser are made from it. Path parameters (`:id`) and the query (GET) or the JSON body (others) are
 * merged into one `input`.
 */
export type Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/v1`, parameters as `:name`. */
  path: string;
  summary: string;
  tag: string;
  input: Input;
  output: Output;
  /** Status of success; 200 unless told. */
  status?: 200 | 201 | 204;
  /** `csv`: the handler answers with text in pieces instead of JSON. */
  produces?: "json" | "csv";
  /** `csv`: the body is a file that the handler reads as it comes in; its input is the path and the query alone. */
  consumes?: "json" | "csv";
};

/** A file on its way in. */
export type Upload = {
  pieces: AsyncIterable<Uint8Array>;
  /** bytes that the sender announced, where it did: fewer mean that the connection broke */
  announced: number | null;
  /** true: the pieces are gzip */
  gzip: boolean;
  /** Aborted when the sender is gone: the pieces may then never end. */
  gone: AbortSignal;
};

export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Operation<Input, Output>,
): Operation<Input, Output> {
  return definition;
}

/** What an operation's verb may return: its output, or pieces of text where it produces CSV. */
type Answer<Op extends Operation> = Op extends { produces: "csv" }
  ? AsyncIterable<string>
  : z.input<Op["output"]>;

export type Operations = Record<string, Operation>;

/** The verbs behind a record of operations, one for each; the compiler lists what is missing. */
export type Handlers<Record extends Operations> = {
  [Id in keyof Record]: Record[Id] extends { consumes: "csv" }
    ? (ctx: Ctx, input: z.output<Record[Id]["input"]>, upload: Upload) => Promise<Answer<Record[Id]>>
    : (ctx: Ctx, input: z.output<Record[Id]["input"]>) => Promise<Answer<Record[Id]>>;
};
