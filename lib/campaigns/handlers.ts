import type { Handlers } from "../api/operation.ts";
import type { campaignOperations } from "./operations.ts";
import { archiveCampaign, restoreCampaign } from "./verbs/archive-campaign.ts";
import { checkRecipient } from "./verbs/check-recipient.ts";
import { createCampaign } from "./verbs/create-campaign.ts";
import { approveCampaign, rejectCampaign } from "./verbs/decide-approval.ts";
import { describeTrigger } from "./verbs/describe-trigger.ts";
import { downloadRecipients } from "./verbs/download-recipients.ts";
import { duplicateCampaign } from "./verbs/duplicate-campaign.ts";
import { getCampaign } from "./verbs/get-campaign.ts";
import { getReceipt } from "./verbs/get-receipt.ts";
import { getRules } from "./verbs/get-rules.ts";
import { listCampaignHistory } from "./verbs/list-campaign-history.ts";
import { listCampaignRuns } from "./verbs/list-campaign-runs.ts";
import { listCampaigns } from "./verbs/list-campaigns.ts";
import { listPersonMessages } from "./verbs/list-person-messages.ts";
import { listRecipients } from "./verbs/list-recipients.ts";
import { listTriggerCalls } from "./verbs/list-trigger-calls.ts";
import { previewCampaign } from "./verbs/preview-campaign.ts";
import { publishCampaign } from "./verbs/publish-campaign.ts";
import { reachCampaign } from "./verbs/reach-campaign.ts";
import { cancelRun, releaseRun } from "./verbs/release-run.ts";
import { reportCampaign } from "./verbs/report-campaign.ts";
import { saveRules } from "./verbs/save-rules.ts";
import { stopCampaign } from "./verbs/stop-campaign.ts";
import { testCampaign } from "./verbs/test-campaign.ts";
import { updateCampaign } from "./verbs/update-campaign.ts";

export const campaignHandlers: Handlers<typeof campaignOperations> = {
  "campaigns.rules": getRules,
  "campaigns.saveRules": saveRules,
  "campaigns.list": listCampaigns,
  "campaigns.create": createCampaign,
  "campaigns.get": getCampaign,
  "campaigns.update": updateCampaign,
  "campaigns.duplicate": duplicateCampaign,
  "campaigns.reach": reachCampaign,
  "campaigns.preview": previewCampaign,
  "campaigns.test": testCampaign,
  "campaigns.publish": publishCampaign,
  "campaigns.approve": approveCampaign,
  "campaigns.reject": rejectCampaign,
  "campaigns.stop": stopCampaign,
  "campaigns.archive": archiveCampaign,
  "campaigns.restore": restoreCampaign,
  "campaigns.runs": listCampaignRuns,
  "campaigns.release": releaseRun,
  "campaigns.cancelRun": cancelRun,
  "campaigns.report": reportCampaign,
  "campaigns.recipients": listRecipients,
  "campaigns.recipientsCsv": downloadRecipients,
  "campaigns.ofPerson": listPersonMessages,
  "campaigns.check": checkRecipient,
  "campaigns.trigger": describeTrigger,
  "campaigns.calls": listTriggerCalls,
  "campaigns.history": listCampaignHistory,
  "receipts.get": getReceipt,
};
