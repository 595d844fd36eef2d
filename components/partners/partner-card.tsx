import { Button, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconArrowUpRight } from "@tabler/icons-react";
import type { PartnerView } from "@/lib/integrations/schema.ts";
import { partnerKit } from "@/lib/partners/catalog.ts";
import { capabilityLabels, type PartnerCapability } from "@/lib/partners/kit.ts";
import { Chip } from "../ui/chip.tsx";
import { countWords } from "../ui/count.tsx";
import { Monogram } from "../ui/monogram.tsx";
import classes from "./partner-card.module.css";

function labelOf(capability: string): string {
  return capabilityLabels[capability as PartnerCapability] ?? capability;
}

/** A partner of the catalogue: what it is, what it can do once connected, and the way to connect it. */
export function PartnerCard({
  partner,
  onIntegrate,
}: {
  partner: PartnerView;
  /** undefined: the visitor may not connect partners */
  onIntegrate?: () => void;
}) {
  const connected = partner.connections > 0;
  const label = partnerKit(partner.id).connectLabel;
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <Monogram letters={partner.monogram} color={partner.color} size={40} />
        <div style={{ minWidth: 0, flex: 1 }}>
          <Title order={2}>{partner.name}</Title>
          <Text size="xs" c="dimmed">
            {partner.category}
          </Text>
        </div>
      </div>
      {connected && partner.capabilities.length > 0 && (
        <div className={classes.chips}>
          {partner.capabilities.map((capability) => (
            <Chip key={capability} tone="green" icon={IconArrowUpRight}>
              {labelOf(capability)}
            </Chip>
          ))}
        </div>
      )}
      <Text size="sm">{partner.description}</Text>
      <div className={classes.foot}>
        <Text size="sm" c="dimmed" component="div">
          {connected ? countWords(partner.connections, "connection", "connections") : "Not connected"}
          {partner.needAttention > 0 && (
            <>
              {" "}
              <Chip tone="amber" icon={IconAlertTriangle}>
                {countWords(partner.needAttention, "needs attention", "need attention")}
              </Chip>
            </>
          )}
        </Text>
        {onIntegrate && (
          <Button
            size="xs"
            // One more account of a partner is the rarer wish, and a quieter button.
            variant={connected ? "default" : "filled"}
            onClick={onIntegrate}
            // Begins with what is seen, and tells the partners apart.
            aria-label={label.includes(partner.name) ? label : `${label.split(" ")[0]} ${partner.name}`}
          >
            {label}
          </Button>
        )}
      </div>
    </li>
  );
}
