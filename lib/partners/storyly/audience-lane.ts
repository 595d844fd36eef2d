import { createHash } from "node:crypto";
import type {
  AudienceLane,
  AudienceTarget,
  EncodedRecord,
  MemberChange,
  PartnerAccess,
  RecordTexts,
  SendAnswer,
} from "../connector.ts";
import { multipartBody, newBoundary } from "../multipart.ts";
import { audiencePages, callStoryly, type StorylyAudience } from "./api.ts";
import { csvLine } from "./csv.ts";
import { storylyKit } from "./kit.ts";

type Upload = { name: string; identifier: string; columns: string[] };

function uploadOf({ name, settings, columns }: AudienceTarget): Upload {
  const identifier = settings.identifier || "user_id";
  return {
    name: settings.name || name,
    identifier,
    columns: columns.filter((column) => column !== identifier),
  };
}

function csvOf({ identifier, columns }: Upload, texts: string[]): string {
  return `${[csvLine([identifier, ...columns]), ...texts].join("\n")}\n`;
}

/** Told by what it holds, so that the list of an answer that was lost is known again. */
function fileNameOf(csv: string): string {
  return `junction-${createHash("sha256").update(csv).digest("hex").slice(0, 24)}.csv`;
}

function bodyOf(boundary: string, upload: Upload, csv: string): Buffer {
  return multipartBody(
    boundary,
    // Type 1: an audience of a CSV file.
    { name: upload.name, type: "1", audience_identifier: upload.identifier },
    { name: "file", fileName: fileNameOf(csv), contentType: "text/csv", content: csv },
  );
}

function encodeMember({ columns }: Upload, change: MemberChange): EncodedRecord {
  const text = csvLine([change.identity, ...columns.map((column) => change.properties[column])]);
  const bytes = Buffer.byteLength(text);
  if (change.change === "remove") {
    const reason = "Storyly takes whole lists only: who left is missing in the next one.";
    return { text, bytes, problem: { code: "list_only", reason } };
  }
  return change.identity.trim() === ""
    ? {
        text,
        bytes,
        problem: { code: "no_identifier", reason: "Storyly needs an identity, and this one is empty." },
      }
    : { text, bytes };
}

/** Of two audiences the one that was made later: times of Storyly's sort as text, and ids tell those of one second apart. */
function later(a: StorylyAudience | null, b: StorylyAudience): StorylyAudience {
  if (!a || a.ts_created !== b.ts_created) {
    return !a || a.ts_created < b.ts_created ? b : a;
  }
  return Number(b.id) > Number(a.id) ? b : a;
}

async function send(
  upload: Upload,
  records: RecordTexts,
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<SendAnswer> {
  const csv = csvOf(
    upload,
    Array.from({ length: records.count }, (_, index) => records.at(index)),
  );
  let newest: StorylyAudience | null = null;
  let read: SendAnswer | null = null;
  for await (const { answer, data } of audiencePages(access, signal)) {
    if (!data) {
      return answer;
    }
    newest = data.filter(({ name }) => name === upload.name).reduce(later, newest);
    read = answer;
  }
  // Only the newest of that name: an older one of the same users is not the list that its readers take.
  if (read && newest?.properties?.filename === fileNameOf(csv)) {
    return { ...read, message: "Storyly has this very list already, by an earlier request." };
  }
  const boundary = newBoundary();
  const { answer } = await callStoryly(access, {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: bodyOf(boundary, upload, csv),
    signal,
  });
  return answer;
}

const { batchRecords, batchBytes } = storylyKit.limits;
const TOO_LARGE = `Storyly keeps an audience as one list, and one request holds up to ${batchRecords.toLocaleString("en")} users and ${batchBytes / 1_000_000} MB: this audience is larger. Split it into smaller ones.`;

/** Members as the lines of one CSV file; each sending makes a new audience at Storyly. */
export function storylyAudience(target: AudienceTarget): AudienceLane {
  const upload = uploadOf(target);
  return {
    limits: storylyKit.limits,
    undivided: TOO_LARGE,
    envelopeBytes: bodyOf(newBoundary(), upload, csvOf(upload, [])).byteLength,
    encode: (change) => encodeMember(upload, change),
    send: (records, access, signal) => send(upload, records, access, signal),
    show: (texts, { baseUrl }) => ({
      method: "POST",
      url: `${baseUrl}/external/audience`,
      headers: { "content-type": "multipart/form-data", authorization: "Bearer ••••" },
      body: bodyOf("junction", upload, csvOf(upload, texts)).toString(),
    }),
  };
}
