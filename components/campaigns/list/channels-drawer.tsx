"use client";

import { Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import { type ChannelId, channelIds, channelKits } from "@/lib/channels/catalog.ts";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { isPartnerId, type PartnerId, partnerKits } from "@/lib/partners/catalog.ts";
import { call } from "../../api.ts";
import { operationQuery } from "../../operation-query.ts";
import { sayProblem } from "../../toast.ts";
import { Link } from "../../ui/link.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import classes from "../campaigns.module.css";
import { ChannelTile } from "../channel-mark.tsx";
import { refreshCampaigns } from "../queries.ts";
import { documentHref } from "../words.ts";

const words = campaignsMessages.channels;

const carriersOf = (channel: ChannelId): PartnerId[] => channelKits[channel].partners.filter(isPartnerId);
const allCarriers = [...new Set(channelIds.flatMap(carriersOf))];

/** Which of the partners that carry channels have an account here; null while that is not known. */
function useConnected(enabled: boolean): Map<PartnerId, boolean | null> {
  return useQueries({
    queries: allCarriers.map((partner) => ({
      ...operationQuery(integrationsOperations["connections.list"], { partner, limit: 1 }),
      enabled,
    })),
    combine: (asked) =>
      new Map(
        allCarriers.map((partner, index) => {
          const page = asked[index]?.data;
          return [partner, page ? page.items.length > 0 : null];
        }),
      ),
  });
}

/** Whether a channel's account is there, and the way to connect one. */
function Account({ channel, connected }: { channel: ChannelId; connected: Map<PartnerId, boolean | null> }) {
  const carriers = carriersOf(channel);
  const ready = carriers.filter((partner) => connected.get(partner));
  const nameOf = (partner: PartnerId) => partnerKits[partner].name;
  if (channelKits[channel].partners.length === 0) {
    return words.noneNeeded;
  }
  if (ready.length > 0) {
    return words.ready(ready.map(nameOf).join(", "));
  }
  if (carriers.some((partner) => connected.get(partner) === null)) {
    return null;
  }
  return (
    <>
      {words.notConnected(carriers.map(nameOf).join(" / "))}:{" "}
      {carriers.map((partner) => (
        <span key={partner}>
          <Link href={`/settings/${partnerKits[partner].place}`}>{words.connect(nameOf(partner))}</Link>;{" "}
        </span>
      ))}
      {words.meanwhile}.
    </>
  );
}

/** *+ Campaign*: the channels that carry messages. Choosing one makes a draft and opens it. */
export function ChannelsDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const connected = useConnected(opened);
  const create = useMutation({
    mutationFn: (channel: ChannelId) => call(campaignOperations["campaigns.create"], { channel }),
    onSuccess: async (made) => {
      await refreshCampaigns(client, made);
      router.push(documentHref(made.id));
    },
    onError: sayProblem,
  });
  return (
    <SideDrawer opened={opened} onClose={onClose} title={words.title}>
      <Text size="sm" c="dimmed" mb="md">
        {words.text}
      </Text>
      <ul className={classes.choices}>
        {channelIds.map((channel) => {
          const { label, description, qualifications } = channelKits[channel];
          const ways = qualifications.map((way) => campaignsMessages.qualifications[way].toLowerCase());
          return (
            <li key={channel} className={classes.card}>
              <UnstyledButton
                className={classes.choice}
                disabled={create.isPending || create.isSuccess}
                aria-busy={create.isPending && create.variables === channel}
                onClick={() => create.mutate(channel)}
              >
                <ChannelTile channel={channel} size={28} />
                <span>
                  <Text span size="sm" fw={500} display="block">
                    {label}
                  </Text>
                  <Text span size="xs" c="dimmed" display="block">
                    {description}
                  </Text>
                  <Text span size="xs" c="dimmed" display="block" mt={4}>
                    {words.offers(ways.join(", "))}
                  </Text>
                </span>
              </UnstyledButton>
              <div className={classes.choiceFoot}>
                <Account channel={channel} connected={connected} />
              </div>
            </li>
          );
        })}
      </ul>
    </SideDrawer>
  );
}
