import { generateKeyPairSync } from "node:crypto";

let made: string | undefined;

/** A private key of these tests alone, made once in a process: it takes a while. */
function privateKey(): string {
  made ??= generateKeyPairSync("rsa", {
    modulusLength: 2_048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
  return made;
}

/** A piece of the key that stands in no answer and no request. */
export function privateKeyPiece(): string {
  return privateKey().split("\n")[3] ?? "";
}

/** The key file of a service account, as Google gives it. */
export function testServiceAccount(project: string, more: Record<string, string> = {}): string {
  return JSON.stringify(
    {
      type: "service_account",
      project_id: project,
      private_key_id: "0123456789abcdef0123456789abcdef01234567",
      private_key: privateKey(),
      client_email: `junction@${project.toLowerCase()}.iam.gserviceaccount.com`,
      client_id: "100000000000000000000",
      token_uri: "https://oauth2.googleapis.com/token",
      ...more,
    },
    null,
    2,
  );
}
