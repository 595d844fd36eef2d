import type { SandboxAnswer } from "../kit.ts";

const FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
const BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";

type Said = { status: string; code?: string; message: string; field?: string };

/** An error of FCM's HTTP v1: Google's status, FCM's own code where it has one, the field at fault. */
export function fcmError(httpStatus: number, { status, code, message, field }: Said): SandboxAnswer {
  const details = [
    ...(code ? [{ "@type": FCM_ERROR, errorCode: code }] : []),
    ...(field ? [{ "@type": BAD_REQUEST, fieldViolations: [{ field, description: message }] }] : []),
  ];
  return {
    status: httpStatus,
    body: JSON.stringify({
      error: { code: httpStatus, message, status, ...(details.length > 0 && { details }) },
    }),
  };
}

/** What FCM calls a fault that the sandbox was told to have; 403 is what a foreign device looks like. */
const faultNames: Record<number, { status: string; code?: string }> = {
  400: { status: "INVALID_ARGUMENT", code: "INVALID_ARGUMENT" },
  401: { status: "UNAUTHENTICATED" },
  403: { status: "PERMISSION_DENIED", code: "SENDER_ID_MISMATCH" },
  404: { status: "NOT_FOUND" },
  429: { status: "RESOURCE_EXHAUSTED", code: "QUOTA_EXCEEDED" },
  500: { status: "INTERNAL", code: "INTERNAL" },
  503: { status: "UNAVAILABLE", code: "UNAVAILABLE" },
};

export function fcmProblem(status: number, message: string): SandboxAnswer {
  return fcmError(status, { ...(faultNames[status] ?? { status: "UNKNOWN" }), message });
}

export const unregistered = fcmError(404, {
  status: "NOT_FOUND",
  code: "UNREGISTERED",
  message: "Requested entity was not found.",
});

/** Rules of the sandbox alone, so that each answer can be shown: by how a device's token begins. */
const byToken: [string, SandboxAnswer][] = [
  ["unregistered", unregistered],
  [
    "invalid",
    fcmError(400, {
      status: "INVALID_ARGUMENT",
      code: "INVALID_ARGUMENT",
      message: "The registration token is not a valid FCM registration token",
      field: "message.token",
    }),
  ],
  [
    "other-project",
    fcmError(403, { status: "PERMISSION_DENIED", code: "SENDER_ID_MISMATCH", message: "SenderId mismatch" }),
  ],
  [
    "no-apns",
    fcmError(401, {
      status: "UNAUTHENTICATED",
      code: "THIRD_PARTY_AUTH_ERROR",
      message: "Auth error from APNS or Web Push Service",
    }),
  ],
];

/** What FCM says of a device; null: it takes messages. */
export function answerOfToken(token: string): SandboxAnswer | null {
  return byToken.find(([start]) => token.startsWith(start))?.[1] ?? null;
}
