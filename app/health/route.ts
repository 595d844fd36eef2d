import { GET as health } from "../api/health/route.ts";

export const dynamic = "force-dynamic";

/** Where RudderStack's data plane tells its health (contracts §6.1), for monitors that watch one. */
export const GET = health;
