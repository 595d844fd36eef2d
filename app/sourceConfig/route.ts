import { sdkConfig } from "@/lib/sources/sdk-config.ts";

const headers = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, OPTIONS",
  "access-control-allow-headers": "*, authorization",
  "access-control-max-age": "86400",
  "cache-control": "public, max-age=300",
};

function writeKeyOf(request: Request): string {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const named = basic && Buffer.from(basic, "base64").toString("utf8").split(":")[0];
  return (named || new URL(request.url).searchParams.get("writeKey") || "").slice(0, 200);
}

/** The question of RudderStack's SDKs for the settings of their source, from any page or app. */
export function GET(request: Request): Response {
  return Response.json(sdkConfig(writeKeyOf(request)), { headers });
}

export function OPTIONS(): Response {
  return new Response(null, { status: 204, headers });
}
