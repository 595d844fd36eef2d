"use client";

import { Button, Menu } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import { exportsText } from "@/lib/messages/exports.ts";
import { type PartnerId, partnerKits, partnersWith } from "@/lib/partners/catalog.ts";
import { PartnerMark } from "./export-columns.tsx";

const partners = partnersWith("export");

/** *Create Export*, then the partner. `n` opens it as well. */
export function CreateButton({ onChoose }: { onChoose: (partner: PartnerId) => void }) {
  const [opened, { toggle, close, open }] = useDisclosure(false);
  useHotkeys([["n", open]]);
  return (
    <Menu opened={opened} onChange={toggle} onClose={close} position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} />}>{exportsText.create}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Export to</Menu.Label>
        {partners.map((id) => (
          <Menu.Item
            key={id}
            leftSection={<PartnerMark partner={id} size={20} />}
            onClick={() => onChoose(id)}
          >
            {partnerKits[id].name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href="/settings/partners">
          Partner List
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
