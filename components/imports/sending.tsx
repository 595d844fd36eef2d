import { Alert, Progress, Text } from "@mantine/core";
import { fileMessages as words } from "@/lib/messages/imports.ts";
import { ApiError } from "../api.ts";

/** How much of a file is sent, from 0 to 1. */
export function Sending({ part }: { part: number }) {
  const percent = Math.floor(part * 100);
  const says = part < 1 ? words.upload(percent) : words.received;
  return (
    <div>
      <Text size="sm" mb={4} role="status">
        {says}
      </Text>
      <Progress value={percent} animated={part >= 1} aria-label={says} />
      <Text size="xs" c="dimmed" mt={4}>
        {words.leaving}
      </Text>
    </div>
  );
}

/** Why a file was not taken. */
export function FileProblem({ error }: { error: unknown }) {
  return (
    <Alert color="red" role="alert">
      {error instanceof ApiError ? words.refused(error.problem) : words.broken}
    </Alert>
  );
}
