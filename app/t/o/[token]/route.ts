import { linkHandler } from "@/app/_server/tracking.ts";

const handle = linkHandler("open", "/t/o/:token");

export { handle as GET, handle as HEAD };
