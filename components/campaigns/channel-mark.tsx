import { type ChannelId, channelKits } from "@/lib/channels/catalog.ts";
import { isPartnerId, partnerKits } from "@/lib/partners/catalog.ts";
import { Monogram } from "../ui/monogram.tsx";
import classes from "./campaigns.module.css";

const NEUTRAL = "#5b6474";

/** The tile of a channel: that of the partner that carries it, else its first letter. */
export function ChannelTile({ channel, size = 20 }: { channel: ChannelId; size?: number }) {
  const { label, partners } = channelKits[channel];
  const [carrier] = partners;
  const kit = carrier !== undefined && isPartnerId(carrier) ? partnerKits[carrier] : null;
  return <Monogram letters={kit?.monogram ?? label.charAt(0)} color={kit?.color ?? NEUTRAL} size={size} />;
}

/** A channel by its tile and its name. */
export function ChannelMark({ channel }: { channel: ChannelId }) {
  return (
    <span className={classes.channel}>
      <ChannelTile channel={channel} />
      {channelKits[channel].label}
    </span>
  );
}
