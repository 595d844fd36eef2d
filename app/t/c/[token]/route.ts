import { linkHandler } from "@/app/_server/tracking.ts";

const handle = linkHandler("click", "/t/c/:token");

export { handle as GET, handle as HEAD };
