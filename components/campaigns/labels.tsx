import { Badge } from "@mantine/core";
import { Link } from "@/components/ui/link.tsx";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import classes from "./campaigns.module.css";

/** Labels of a campaign; each leads to all campaigns that carry it. */
export function LabelLinks({ labels }: { labels: string[] }) {
  return labels.map((label) => (
    <Badge
      key={label}
      component={Link}
      href={`/campaigns?q=${encodeURIComponent(label)}`}
      aria-label={campaignsMessages.byLabel(label)}
      className={classes.label}
      size="sm"
      variant="default"
      tt="none"
      fw={400}
    >
      {label}
    </Badge>
  ));
}
