import {
  IconArrowsSplit,
  IconBell,
  IconBolt,
  IconCalendarEvent,
  IconCircleDashed,
  IconClock,
  IconDoorExit,
  IconHourglass,
  IconMail,
  IconPercentage,
  IconQuestionMark,
  IconRoute,
  IconTransfer,
  IconUserEdit,
  IconUserMinus,
  IconUserPlus,
  IconUsersGroup,
  IconWebhook,
  IconWorld,
  IconZzz,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

const icons: Record<string, Icon> = {
  entry_segment: IconUsersGroup,
  entry_action: IconBolt,
  entry_inaction: IconZzz,
  entry_date_time: IconCalendarEvent,
  entry_page_visit: IconWorld,
  entry_journey: IconRoute,
  action: IconBolt,
  inaction: IconZzz,
  past_behaviour: IconUsersGroup,
  date_time: IconCalendarEvent,
  page_visit: IconWorld,
  send_email: IconMail,
  send_push: IconBell,
  send_webhook: IconWebhook,
  send_segment: IconCircleDashed,
  send_eventbridge: IconTransfer,
  delay: IconClock,
  conditional_split: IconArrowsSplit,
  ab_split: IconPercentage,
  wait_for_event: IconHourglass,
  profile_update: IconUserEdit,
  add_to_audience: IconUserPlus,
  remove_from_audience: IconUserMinus,
  force_exit: IconDoorExit,
};

/** The picture of a kind of node. */
export const iconOf = (kind: string): Icon => icons[kind] ?? IconQuestionMark;
