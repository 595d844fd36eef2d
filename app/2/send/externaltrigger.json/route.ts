import { trigger } from "@/app/_server/trigger.ts";

const handle = trigger("2");

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
