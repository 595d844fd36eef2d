import { linkHandler } from "@/app/_server/tracking.ts";

const handle = linkHandler("unsubscribe", "/unsubscribe/:token");

export { handle as GET, handle as HEAD, handle as POST };
