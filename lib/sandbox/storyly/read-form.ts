export type Form = { fields: Record<string, string>; file: { fileName: string; content: string } | null };

const BREAK = "\r\n";

function headersOf(head: string): { name: string | undefined; fileName: string | undefined } {
  const line = head.split(BREAK).find((one) => /^content-disposition:/i.test(one)) ?? "";
  const plain = (text: string | undefined) =>
    text?.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return {
    name: plain(/;\s*name="([^"]*)"/i.exec(line)?.[1]),
    fileName: plain(/;\s*filename="([^"]*)"/i.exec(line)?.[1]),
  };
}

/** The parts of a multipart/form-data body (RFC 7578); null where it is none. Of several files the last one counts. */
export function readForm(contentType: string, body: Buffer): Form | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) {
    return null;
  }
  const pieces = `${BREAK}${body.toString("utf8")}`.split(`${BREAK}--${boundary}`);
  if (pieces.length < 2 || !pieces.at(-1)?.startsWith("--")) {
    return null;
  }
  const form: Form = { fields: {}, file: null };
  for (const piece of pieces.slice(1, -1)) {
    const end = piece.indexOf(BREAK + BREAK);
    const { name, fileName } = headersOf(piece.slice(0, end));
    const content = piece.slice(end + 4);
    if (end === -1 || name === undefined) {
      return null;
    }
    if (fileName === undefined) {
      form.fields[name] = content;
    } else {
      form.file = { fileName, content };
    }
  }
  return form;
}
