"use client";

import { Button, Menu } from "@mantine/core";
import { IconDownload, IconSend, IconShare3 } from "@tabler/icons-react";
import { transfersText as text } from "@/lib/messages/transfers.ts";
import { partnerKits } from "@/lib/partners/catalog.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";

/** Partners that take audiences, in the order of the catalogue. */
export const audiencePartners: PartnerKit[] = Object.values<PartnerKit>(partnerKits).filter(
  (kit) => kit.audience !== undefined,
);

/** Export > Send to CleverTap, Send to Segment …, Download CSV. */
export function SendMenu({
  onSend,
  csvHref,
  mayWrite,
}: {
  onSend: (kit: PartnerKit) => void;
  csvHref: string;
  mayWrite: boolean;
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button leftSection={<IconShare3 size={16} />}>{text.export}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite &&
          audiencePartners.map((kit) => (
            <Menu.Item key={kit.id} leftSection={<IconSend size={15} />} onClick={() => onSend(kit)}>
              {kit.audience?.action}
            </Menu.Item>
          ))}
        <Menu.Item component="a" href={csvHref} leftSection={<IconDownload size={15} />} download>
          {text.downloadCsv}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
