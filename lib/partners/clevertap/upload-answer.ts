import { z } from "zod";
import type { RecordTexts, Refusal } from "../connector.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { recordError } from "./error-words.ts";

const unprocessed = z.object({
  code: z.coerce.number().optional().catch(undefined),
  error: z.string().catch(""),
  record: z.object({ identity: z.string().optional() }).optional().catch(undefined),
});
type Unprocessed = z.output<typeof unprocessed>;

const uploadAnswer = z.object({
  status: z.enum(["success", "partial", "fail"]),
  processed: z.number().optional(),
  unprocessed: z.array(unprocessed).default([]),
  error: z.string().optional(),
  code: z.coerce.number().optional().catch(undefined),
});
export type UploadAnswer = z.output<typeof uploadAnswer>;

/** The body of an upload's answer; null for anything that CleverTap would not say. */
export function readUploadAnswer(body: string): UploadAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  return uploadAnswer.safeParse(value).data ?? null;
}

function identityOf(text: string): string | undefined {
  const { identity } = JSON.parse(text) as { identity?: string };
  return identity;
}

/** 0-based place by "Skipped record number : N", unless the record that came back with it is another one. */
function placeByNumber({ error, record }: Unprocessed, records: RecordTexts): number | null {
  const number = Number(/record number\s*:\s*(\d+)/i.exec(error)?.[1] ?? Number.NaN);
  const index = number - 1;
  const fits = Number.isInteger(index) && index >= 0 && index < records.count;
  if (!fits) {
    return null;
  }
  return record?.identity === undefined || identityOf(records.at(index)) === record.identity ? index : null;
}

function codeOf({ code, error }: Unprocessed): number | null {
  const said = /ErrorCode\s*:\s*(\d+)/i.exec(error)?.[1];
  return code ?? (said === undefined ? null : Number(said));
}

/**
 * Which of the records that were sent CleverTap left unprocessed. Null when an entry belongs to none of them, so that it
 * is not known what was taken.
 */
export function refusalsOf(
  entries: Unprocessed[],
  records: RecordTexts,
  secrets: Record<string, string>,
): Refusal[] | null {
  const found = new Map<number, Refusal>();
  let places: Map<string | undefined, number> | null = null;
  for (const entry of entries) {
    let index = records.count === 1 ? 0 : placeByNumber(entry, records);
    if (index === null && entry.record?.identity !== undefined) {
      places ??= new Map(
        Array.from({ length: records.count }, (_, place) => [identityOf(records.at(place)), place] as const),
      );
      index = places.get(entry.record.identity) ?? null;
    }
    if (index === null) {
      return null;
    }
    found.set(index, { index, ...recordError(codeOf(entry), maskSecrets(entry.error, secrets)) });
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}
