import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ImportPlace, ReadSoFar } from "../imports/import-store.ts";
import { stageFile } from "../imports/stage-file.ts";
import type { FoundRemote } from "./find-remote.ts";

/** For the largest file that is taken, from a slow host. */
const TIMEOUT_MS = 3_600_000;

function refusalOf(status: number, partnerName: string): Fault {
  const later = status === 408 || status === 429 || status >= 500;
  const message = `The address of ${partnerName}'s file of this audience answers ${status}`;
  return later
    ? new Fault("unavailable", message, { retry: "later" })
    : new Fault("precondition", `${message}: no users can be read there.`);
}

/** Reads the partner's file into the staged rows of an import. Throws a Fault that says `later` where a further try may help. */
export async function readRemoteFile(
  ctx: Pick<Ctx, "db" | "clock" | "http">,
  place: ImportPlace,
  { csvUrl, column, partnerName }: FoundRemote,
  signal: AbortSignal,
): Promise<ReadSoFar> {
  let read: ReadSoFar | undefined;
  let isBroken = false;
  async function* watched(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces;
    } catch (error) {
      isBroken = true;
      throw error;
    }
  }
  // Without the API's token: the file lies on another host, at an address that needs none.
  const { status } = await ctx.http({
    method: "GET",
    url: csvUrl,
    headers: { accept: "text/csv, */*;q=0.1", "user-agent": "junction/1" },
    timeoutMs: TIMEOUT_MS,
    signal,
    take: async ({ headers, pieces, gone }) => {
      const upload = {
        pieces: watched(pieces),
        announced: Number(headers["content-length"]) || null,
        gzip: headers["content-encoding"] === "gzip",
        gone,
      };
      try {
        read = await stageFile(ctx, place, upload, column);
      } catch (cause) {
        throw isBroken || gone.aborted
          ? new Fault("unavailable", `${partnerName}'s file broke off before its end`, {
              cause,
              retry: "later",
            })
          : cause;
      }
    },
  });
  if (!read) {
    throw refusalOf(status, partnerName);
  }
  return read;
}
