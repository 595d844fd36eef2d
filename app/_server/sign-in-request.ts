import { headers } from "next/headers";

/** What is noted about the browser that signs in; the address is settled in peer-address.ts. */
export async function browserOf(): Promise<{ userAgent: string; address: string }> {
  const given = await headers();
  return {
    userAgent: given.get("user-agent") ?? "",
    address: (given.get("x-forwarded-for") ?? "").slice(0, 60),
  };
}
