import { root } from "@/app/_server/root.ts";
import { checkHealth } from "@/lib/metrics/verbs/check-health.ts";

export const dynamic = "force-dynamic";

/** 200 while web and database answer, also without a worker (`degraded`); 503 with what does not answer. */
export async function GET(): Promise<Response> {
  const health = await checkHealth(root().ctx, {});
  return Response.json(health, {
    status: health.status === "failing" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}
