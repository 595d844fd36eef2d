import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { useState } from "react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { useField, useForm } from "../../form/form-context.tsx";
import { useMessage } from "../message-context.tsx";

const words = campaignEditorMessages.secret;
/** Below the field, so that it lines up with one beside it. */
const order: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];

/** A value that is kept sealed: it can be typed and replaced, and is never shown again. */
export function SecretField({
  secretKey,
  path,
  label,
  isBare = false,
}: {
  /** Under which its channel finds it. */
  secretKey: string;
  path: string;
  label: string;
  isBare?: boolean;
}) {
  const { secrets, setSecret } = useMessage();
  const { isReadOnly } = useForm();
  const field = useField(path);
  const [typed, setTyped] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const isKept = secrets.includes(secretKey);
  if (isKept && !isOpen) {
    return (
      <div>
        {!isBare && (
          <Text size="sm" fw={500}>
            {label}
          </Text>
        )}
        <Group gap="xs" mih={36} data-path={path}>
          <Text size="sm" c="dimmed">
            •••• {words.kept}
          </Text>
          {!isReadOnly && (
            <>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => {
                  setTyped("");
                  setIsOpen(true);
                }}
              >
                {words.replace} <span className="visually-hidden">{label}</span>
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => setSecret(secretKey, null)}
              >
                {words.forget} <span className="visually-hidden">{label}</span>
              </Button>
            </>
          )}
        </Group>
      </div>
    );
  }
  return (
    <PasswordInput
      {...(isBare ? { "aria-label": label } : { label, description: words.help, inputWrapperOrder: order })}
      ref={(node) => {
        if (isOpen && isKept) {
          node?.focus();
        }
      }}
      autoComplete="new-password"
      maxLength={4_000}
      value={typed}
      onFocus={() => setIsOpen(true)}
      // Not while it is typed: half a secret is none.
      onBlur={() => {
        setIsOpen(false);
        if (typed !== "") {
          setSecret(secretKey, typed);
        }
      }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      {...field}
    />
  );
}
