import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** A value of DER (X.690): its tag, its length, its content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const sequence = (...content: Buffer[]) => der(0x30, ...content);
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const time = (text: string) => der(0x18, Buffer.from(text));

const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const named = (name: string) => sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(name)))));
const extension = (id: string, content: Buffer) => sequence(oid(id), der(0x04, content));
const isAuthority = extension("551d13", sequence(der(0x01, Buffer.from([0xff]))));
const forHosts = (hosts: string[]) =>
  extension(
    "551d11",
    sequence(
      ...hosts.map((host) =>
        isIPv4(host) ? der(0x87, Buffer.from(host.split(".").map(Number))) : der(0x82, Buffer.from(host)),
      ),
    ),
  );

const keyPair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
type Issuer = { name: string; key: KeyObject };
type Subject = { name: string; publicKey: KeyObject; extension: Buffer; until?: string };

function certificate(issuer: Issuer, subject: Subject): string {
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    named(issuer.name),
    sequence(time("20200101000000Z"), time(subject.until ?? "21200101000000Z")),
    named(subject.name),
    subject.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(subject.extension)),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", signed, issuer.key));
  const base64 = sequence(signed, ecdsaWithSha256, signature).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** A certificate authority of these tests alone (RFC 5280), and certificates that it vouches for. */
export function testAuthority() {
  const { privateKey, publicKey } = keyPair();
  const issuer = { name: "Authority of these tests", key: privateKey };
  return {
    /** What whoever trusts it has to know, as PEM. */
    cert: certificate(issuer, { name: issuer.name, publicKey, extension: isAuthority }),
    /** Key and certificate of a server at these names and addresses; `until` as 20201231235959Z. */
    issue: (hosts: string[], until?: string) => {
      const own = keyPair();
      return {
        key: own.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        cert: certificate(issuer, {
          ...{ name: hosts[0] ?? "", publicKey: own.publicKey, extension: forHosts(hosts), until },
        }),
      };
    },
  };
}
