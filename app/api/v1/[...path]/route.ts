import { requestContext } from "@/app/_server/context.ts";
import { measured } from "@/app/_server/metrics.ts";
import { problemResponse } from "@/app/_server/respond.ts";
import { dispatch, routeOf } from "@/lib/api/dispatch.ts";

async function answer(request: Request): Promise<Response> {
  try {
    return await dispatch(request, () => requestContext(request));
  } catch (error) {
    return problemResponse(error);
  }
}

const handle = (request: Request): Promise<Response> =>
  measured(routeOf(request), request.method, () => answer(request));

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
