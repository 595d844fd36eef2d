"use client";

import { Button, Group, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { integrationsOperations as operations } from "@/lib/integrations/operations.ts";
import type { PartnerId } from "@/lib/partners/catalog.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";
import { call } from "../api.ts";
import { formProblems } from "./form-problems.ts";

type Props = {
  partner: PartnerId;
  generates: NonNullable<PartnerKit["generates"]>;
  onGenerated: (values: Record<string, string>) => void;
};

/** A button that fills a form with fresh keys. */
export function GenerateValues({ partner, generates, onGenerated }: Props) {
  const generate = useMutation({
    mutationFn: () => call(operations["partners.generate"], { partner }),
    onSuccess: ({ values }) => onGenerated(values),
  });
  const problem = formProblems(generate.error, []).general;
  return (
    <Group gap="sm" align="center">
      <Button
        variant="light"
        size="sm"
        leftSection={<IconKey size={16} />}
        loading={generate.isPending}
        onClick={() => generate.mutate()}
      >
        {generates.label}
      </Button>
      <Text size="xs" c={problem ? "red" : "dimmed"} role={problem ? "alert" : undefined} flex={1} miw={180}>
        {problem ?? generates.help}
      </Text>
    </Group>
  );
}
