import type { Handlers } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import type { exportOperations } from "./operations.ts";

async function soon(): Promise<never> {
  throw new Fault("unavailable", "This is being built.");
}

export const exportHandlers: Handlers<typeof exportOperations> = {
  "exports.create": soon,
  "exports.list": soon,
  "exports.preview": soon,
  "exports.get": soon,
  "exports.edit": soon,
  "exports.stop": soon,
  "exports.stopPreview": soon,
  "exports.history": soon,
  "exports.runs": soon,
  "exports.run": soon,
  "exports.records": soon,
  "exports.retry": soon,
  "exports.rejectedCsv": soon,
  "exports.recordsCsv": soon,
};
