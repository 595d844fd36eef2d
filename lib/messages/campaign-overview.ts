const full = new Intl.NumberFormat("en");
const people = (count: number): string => `${full.format(count)} ${count === 1 ? "person" : "people"}`;

/** Words of the last section of a campaign's page: what it will do, and publishing it. */
export const campaignOverviewMessages = {
  summary: {
    title: "Campaign summary",
    channel: "Channel",
    account: "Account",
    qualification: "Qualification criteria",
    goal: "Goal",
    noGoal: "None",
    goalWords: (events: string, within: string, revenue: string | null) =>
      `${events} within ${within} of the message${revenue === null ? "" : `, worth its ${revenue}`}`,
    target: "Target segment",
    unset: "Not chosen yet",
    filter: "Only those",
    control: "Control groups",
    noControl: "None: everybody who qualifies gets it",
    system: "the system control group",
    custom: (count: number) => (count === 1 ? "1 custom group" : `${count} custom groups`),
    own: (percent: number) => `${percent} % of those who qualify`,
    cap: "Targeting cap",
    caps: {
      all: "All target segment users",
      hold: (count: number) => `All, but a run of more than ${people(count)} is held`,
      runOnly: (count: number) => `Only ${people(count)} in each run`,
      only: (count: number) => `Only ${people(count)}, then it ends`,
      perDay: (count: number) => `Only ${people(count)} a day`,
    },
    message: "Message",
    missing: "Missing values",
    missingKinds: {
      fail: "The message fails",
      skip: "The person gets none",
      default: "An empty text stands in",
    },
    schedule: "Schedule",
    delivery: "Delivery preferences",
    plain: "As the workspace's limits say",
    ignore: "Global campaign limits do not apply",
    quiet: (slots: string, mode: string) => `Do Not Disturb ${slots}, ${mode}`,
    quietModes: { delay: "then delivered after", discard: "then discarded" },
    zone: "in the user's time zone",
    zonePassed: {
      drop: "not where that time has passed",
      next_day: "on the next day where that time has passed",
    },
    cutOff: (time: string) => `nothing after ${time}`,
    times: (times: number) => `at most ${full.format(times)} ${times === 1 ? "time" : "times"} a person`,
    interval: (minutes: number) => `at most once in ${full.format(minutes)} minutes a person`,
    throttle: (count: number) => `at most ${full.format(count)} messages a minute`,
    external: "Whom the API call names",
  },
  places: { start: "Start here: ", who: "Who: ", what: "What: ", when: "When: ", overview: "" },
  sanity: {
    title: "Before you publish",
    problems: "To be mended",
    warnings: "Worth a look",
    allWell: "Nothing keeps this campaign from being published.",
    go: (message: string) => `${message} Go to the field`,
  },
  warnings: {
    segmentChanged: (name: string, by: string, at: string) =>
      `${by} changed whom the segment ${name} means on ${at}, after approval was asked for.`,
    troubled: (account: string) =>
      `The account ${account} needs attention: what is to leave through it waits until that is mended.`,
    noGoal: "No goal is set: nothing will tell whether it worked.",
    noControl: "Nobody is held back: there will be nothing to compare with.",
    now: (count: number | null, approval: boolean) =>
      `It is sent ${count === null ? "" : `to ${people(count)} `}as soon as ${approval ? "another member approves it" : "you publish it"}.`,
    nobody: "Nobody would get it now.",
    unreachable: (count: number, channel: string) =>
      `${people(count)} of those who qualify cannot be reached via ${channel}.`,
    held: "More people qualify than the safety limit allows: its run will be held.",
    throttled: (count: number) =>
      `At this throttle it sends to ${people(count)} in three days; nobody gets it after that.`,
    quietDiscards: (run: string) =>
      `The run of ${run} lies in the Do Not Disturb hours, which discard messages: nobody on those clocks gets it.`,
    quietCutsOff: (run: string) =>
      `The run of ${run} lies in the Do Not Disturb hours, and its cut-off time comes before they end: nobody on those clocks gets it.`,
    quietDelays: (run: string, until: string) =>
      `The run of ${run} lies in the Do Not Disturb hours: its messages leave from ${until} on.`,
    empties: (paths: string) =>
      `An empty text stands in for ${paths} where there is no value: they have no default.`,
    fails: (paths: string) => `Whoever has no value for ${paths} gets no message: they have no default.`,
    endless: "It has no end: it goes on until somebody stops it.",
    everyTime: "One person can get it as often as they qualify.",
    noLimits: "It ignores the workspace's limits of messages.",
    beyond: (filters: string) => `It uses filters that CleverTap does not document: ${filters}.`,
    longDelay: "It waits for more than a day; a campaign of past behavior is the better way.",
  },
  gets: {
    title: "Would get it now",
    unknown: "Not counted yet",
    live: "People come as it happens.",
  },
  publish: {
    title: "Publish Campaign",
    button: "Publish Campaign",
    ask: "Ask for approval",
    approve: "Approve and publish",
    reject: "Reject",
    cancel: "Go on editing",
    blocked: (count: number) =>
      count === 1
        ? "1 problem keeps it from being published."
        : `${count} problems keep it from being published.`,
    id: "Its Campaign ID is made when you publish it.",
    approval: "In this workspace another member has to approve a campaign before it is published.",
    pending: (who: string) => `${who} asked for approval. Whoever changes something makes it a draft again.`,
    pendingNoMore: (who: string) =>
      `${who} asked for approval. The workspace demands none any more: it can be published.`,
    toDecide: "Go to approve or reject",
    rejected: (by: string | null) => (by === null ? "It was not approved" : `${by} did not approve it`),
    unsaved: "Your changes could not be saved, so nothing was published.",
    confirmTitle: (name: string) => `Publish "${name}"?`,
    askTitle: (name: string) => `Ask for approval of "${name}"?`,
    approveTitle: (name: string) => `Approve and publish "${name}"?`,
    rejectTitle: (name: string) => `Reject "${name}"?`,
    askText:
      "Another member looks it over and publishes it. You can change it until then; that takes the request back.",
    rejectText: "Nothing is sent. It goes back to whoever asked, with your reason on it.",
    reason: "Reason",
    reasonNeeded: "Say why, so that it can be mended",
    sendsNow: (gets: string, channel: string) =>
      `It is sent to ${gets} via ${channel} as soon as you confirm.`,
    sendsOnceApproved: (gets: string, channel: string) =>
      `It is sent to ${gets} via ${channel} once another member approves it.`,
    somebody: "everybody who qualifies",
    held: "More people qualify than its safety limit allows: the run is held, and nothing leaves before somebody releases it.",
    sendsLater: (schedule: string) => `It goes out as scheduled: ${schedule}.`,
    reacts: (schedule: string) => `It reacts to each person: ${schedule}.`,
    called:
      "It gets its Campaign ID, and calls to the External Trigger API that name it are answered at once.",
    final: "What is published does not change any more; you can stop it at any time.",
    published: "The campaign is published",
    asked: "Approval is asked for",
    approved: "The campaign is approved and published",
    rejectedDone: "The campaign is rejected",
  },
} as const;

export const peopleWords = people;
