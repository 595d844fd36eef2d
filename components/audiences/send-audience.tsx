"use client";

import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceView } from "@/lib/audiences/schema.ts";
import { transfersText } from "@/lib/messages/transfers.ts";
import type { PartnerKit } from "@/lib/partners/kit.ts";
import { hrefOf } from "../api.ts";
import { sayDone } from "../toast.ts";
import { SendDrawer } from "../transfers/send-drawer.tsx";
import { SendMenu } from "../transfers/send-menu.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";

/** Export > Send to CleverTap … on the page of an audience; what was started shows under "Sent to". */
export function SendAudience({ audience, mayWrite }: { audience: AudienceView; mayWrite: boolean }) {
  const url = useUrlState();
  const sending = usePanel<PartnerKit>();
  return (
    <>
      <SendMenu
        mayWrite={mayWrite}
        csvHref={hrefOf(audienceOperations["audiences.membersCsv"], { id: audience.id })}
        onSend={sending.show}
      />
      {sending.panel && (
        <SendDrawer
          key={sending.panel.seen}
          audience={audience}
          kit={sending.panel.subject}
          opened={sending.panel.opened}
          onClose={sending.close}
          onStarted={() => {
            sending.close();
            sayDone(transfersText.started);
            url.set({ tab: "sent" });
          }}
        />
      )}
    </>
  );
}
