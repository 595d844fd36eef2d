import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClockPause } from "@tabler/icons-react";
import type { VerificationView } from "@/lib/integrations/schema.ts";

function look(answer: VerificationView) {
  // Some partners are tested without calling anybody.
  const isCall = answer.host !== "";
  if (answer.ok) {
    const title = isCall ? "The test call was accepted" : "The settings fit together";
    return { color: "green", icon: <IconCircleCheck size={18} />, title };
  }
  if (!isCall) {
    return { color: "red", icon: <IconAlertTriangle size={18} />, title: "The settings do not fit together" };
  }
  return answer.retry === "later"
    ? { color: "yellow", icon: <IconClockPause size={18} />, title: "The partner does not answer now" }
    : { color: "red", icon: <IconAlertTriangle size={18} />, title: "The test call was refused" };
}

/** The partner's answer to a test call, in words. */
export function TestResult({ answer }: { answer: VerificationView }) {
  const { color, icon, title } = look(answer);
  return (
    <Alert color={color} icon={icon} variant="light" title={title} role="status">
      {answer.message}
      {answer.host !== "" && (
        <Text size="xs" c="dimmed" mt={4} style={{ overflowWrap: "anywhere" }}>
          {answer.host}
          {answer.httpStatus !== null && ` · HTTP ${answer.httpStatus}`}
        </Text>
      )}
    </Alert>
  );
}
