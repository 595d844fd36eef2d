"use client";

import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** One line on top of a page: that something succeeded, or a problem. Dismissible. */
export function Banner({
  tone,
  children,
  onClose,
}: {
  tone: "success" | "problem";
  children: ReactNode;
  onClose: () => void;
}) {
  const success = tone === "success";
  return (
    <Alert
      color={success ? "green" : "red"}
      variant="light"
      py="xs"
      mb="md"
      icon={success ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={onClose}
      role={success ? "status" : "alert"}
    >
      {children}
    </Alert>
  );
}
