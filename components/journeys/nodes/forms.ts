import { AbForm } from "./ab-form.tsx";
import { AudienceForm, UpdateForm } from "./act-forms.tsx";
import { DateForm, DelayForm, EntryDateForm } from "./date-forms.tsx";
import { ActionForm, EntryActionForm, EntryInactionForm, ExitForm, InactionForm } from "./event-forms.tsx";
import { EntryJourneyForm } from "./journey-form.tsx";
import { MessageForm } from "./message-form.tsx";
import type { NodeForm } from "./node-form.ts";
import {
  EntryPageCountForm,
  EntryPageForm,
  EntryReferrerForm,
  PageCountForm,
  PageForm,
  ReferrerForm,
} from "./page-forms.tsx";
import { EntrySegmentForm, PastBehaviourForm } from "./people-forms.tsx";
import { SplitForm } from "./split-form.tsx";
import { WaitForm } from "./wait-form.tsx";

/** What each kind's settings are edited with. */
export const nodeForms: Record<string, NodeForm> = {
  entry_segment: EntrySegmentForm,
  entry_action: EntryActionForm,
  entry_inaction: EntryInactionForm,
  entry_date_time: EntryDateForm,
  entry_page_visit: EntryPageForm,
  entry_referrer: EntryReferrerForm,
  entry_page_count: EntryPageCountForm,
  entry_journey: EntryJourneyForm,
  action: ActionForm,
  inaction: InactionForm,
  past_behaviour: PastBehaviourForm,
  date_time: DateForm,
  page_visit: PageForm,
  referrer: ReferrerForm,
  page_count: PageCountForm,
  send_email: MessageForm,
  send_push: MessageForm,
  send_webhook: MessageForm,
  send_segment: MessageForm,
  send_eventbridge: MessageForm,
  delay: DelayForm,
  conditional_split: SplitForm,
  ab_split: AbForm,
  wait_for_event: WaitForm,
  profile_update: UpdateForm,
  add_to_audience: AudienceForm,
  remove_from_audience: AudienceForm,
  force_exit: ExitForm,
};
