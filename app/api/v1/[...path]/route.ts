import { requestContext } from "@/app/_server/context.ts";
import { problemResponse } from "@/app/_server/respond.ts";
import { dispatch } from "@/lib/api/dispatch.ts";

async function handle(request: Request): Promise<Response> {
  try {
    return await dispatch(request, () => requestContext(request));
  } catch (error) {
    return problemResponse(error);
  }
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
