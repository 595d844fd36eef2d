import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

/** What went wrong with a form, above its fields; nothing when nothing did. */
export function ProblemAlert({ problem }: { problem: string | null }) {
  return problem ? (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={18} />}>
      {problem}
    </Alert>
  ) : null;
}
