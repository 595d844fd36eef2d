import { ingestRoute } from "@/app/_server/ingest-route.ts";

export {
  ingestRoute as DELETE,
  ingestRoute as GET,
  ingestRoute as OPTIONS,
  ingestRoute as PATCH,
  ingestRoute as POST,
  ingestRoute as PUT,
};
