import type { SandboxPartner } from "./kit.ts";
import { segmentSandbox } from "./segment/segment-sandbox.ts";

/** The partners that the sandbox plays, each below its own prefix (`http://127.0.0.1:3001/segment`). */
export const sandboxPartners: Record<string, SandboxPartner> = {
  [segmentSandbox.id]: segmentSandbox,
};
