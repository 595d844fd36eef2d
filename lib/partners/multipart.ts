import { randomBytes } from "node:crypto";

export type FilePart = { name: string; fileName: string; contentType: string; content: string };

/** Names in headers of a part, as browsers write them (HTML standard, multipart/form-data encoding). */
function quoted(name: string): string {
  return `"${name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22")}"`;
}

export function newBoundary(): string {
  return `junction-${randomBytes(18).toString("hex")}`;
}

/** A form with text fields and one file, as the body of a request of the type `multipart/form-data; boundary=…`. */
export function multipartBody(boundary: string, fields: Record<string, string>, file: FilePart): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(file.name)}; filename=${quoted(file.fileName)}\r\nContent-Type: ${file.contentType}\r\n\r\n`;
  return Buffer.from(`${parts.join("")}${head}${file.content}\r\n--${boundary}--\r\n`);
}
