/** Words of what holds for all campaigns of a workspace. */
export const campaignRulesMessages = {
  title: "Campaigns",
  description:
    "Global campaign limits hold for each person over all campaigns of a channel. A campaign may be told not to heed them.",
  approval: "Another member approves campaigns",
  approvalHelp: "Whoever publishes a campaign asks for it; an edit takes the question back.",
  nobodyApproves:
    "Nobody could approve: another Admin or Marketer has to, and there is none. Invite one first, or no campaign can be published.",
  invite: "Invite a member",
  limitOf: (channel: string) => `Limit ${channel} messages to one person`,
  fields: { messages: "Messages, at most", days: "in so many days", dwellMinutes: "Minutes between two" },
  noRest: "none",
  save: "Save limits and approval",
  saved: "Limits and approval saved",
};
