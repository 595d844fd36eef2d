/** What the sign-in page says about a code in its address: what happened, why, what to do next. */
export const signInErrors: Record<string, string> = {
  "oidc-forbidden":
    "No account here has your e-mail address, and nobody invited it. Ask an Admin of your workspace for an invitation.",
  "oidc-precondition":
    "Your identity provider has not verified your e-mail address. Verify it there, then sign in again.",
  "oidc-no-email":
    "Your identity provider did not say your e-mail address. Ask its administrator to release it to Junction.",
  "oidc-conflict": "Your account was made at this moment. Sign in again.",
  "oidc-invalid": "Your identity provider sent an e-mail address that cannot be read. Ask its administrator.",
  OAuthSignin:
    "The identity provider could not be reached. Try again in a minute, or ask the operator of this installation to check OIDC_ISSUER.",
  OAuthCallback:
    "The identity provider did not confirm the sign-in. Try again; if it stays so, the operator should check the OIDC settings.",
  other: "Signing in did not work. Try again.",
};

export const roleWords = {
  admin: { name: "Admin", help: "Changes everything; sees members, keys and the audit log" },
  marketer: { name: "Marketer", help: "Works with segments, campaigns, journeys, connections and exports" },
  viewer: { name: "Viewer", help: "Sees, changes nothing" },
} as const;

export const access = {
  sessionEnded: {
    title: "Your session ended.",
    text: "What is on this page stays, but nothing is saved until you are signed in.",
    action: "Sign in in a new tab",
  },
  onlyAdmins: {
    title: "Only Admins see this page",
    text: "Members, API keys and the audit log are for Admins of the workspace. Ask one of them if you need something from here.",
    back: "Go to Home",
  },
  members: {
    title: "Members",
    description: "Who works in this workspace, and what they may do.",
    invite: "Invite member",
    inviteHelp:
      "Makes a link for one person, good for seven days. Junction sends no e-mail: hand the link over yourself.",
    email: "E-mail (optional)",
    emailHelp: "Only an account with this e-mail can use the link. Empty: whoever has it.",
    linkOnce: "Copy the link now: it is shown this once. Who opens it joins as",
    noInvitations: "No invitations yet",
    noInvitationsHelp: "Invite a colleague by a link; it shows up here until it is used.",
  },
  keys: {
    title: "API keys",
    description: "Programs call the API of this workspace with a key and its role.",
    create: "Create API key",
    once: "Copy the key now: it is shown this once, only its hash is kept.",
    none: "No API keys yet",
    noneHelp: "A key lets a program do over the API what people do on these screens.",
    account: "Account ID of this workspace",
    accountHelp:
      "Where a server speaks CleverTap's External Trigger API, it sends this as X-CleverTap-Account-Id and a key as X-CleverTap-Passcode.",
    revokeHelp: "Calls with it are refused from this moment. This cannot be undone.",
  },
  audit: {
    title: "Audit log",
    description: "Who did what to which object, newest first.",
    none: "Nothing happened yet",
    noneHelp: "Every change of this workspace will be listed here.",
    noMatch: "Nothing matches these filters",
  },
  workspace: {
    title: "Workspace",
    description: "Its name, and the time zone of its days, schedules and times on screen.",
    readOnly: "Only Admins change these.",
  },
  account: {
    title: "My account",
    description: "Your name, password and the browsers you are signed in with.",
    noPassword: "You sign in through your identity provider; there is no password to change here.",
    passwordHelp: "At least 10 characters. Your other browsers are signed out.",
  },
} as const;
