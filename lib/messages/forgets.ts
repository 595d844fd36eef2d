import type { ForgetView } from "../people/forgets/schema.ts";

type StepState = ForgetView["steps"][number]["state"];

export const forgetStateWords: Record<StepState, string> = {
  waiting: "Waiting",
  retrying: "Asked again later",
  done: "Deleted",
  refused: "Refused",
};

export const forgetStatusWords: Record<ForgetView["status"], string> = {
  PENDING: "Pending",
  RUNNING: "Running",
  DONE: "Done",
  REFUSED: "A partner refused",
};

/** Words of everything about deleting a person here and at partners. */
export const forgetsText = {
  action: "Delete person",
  title: (name: string) => `Delete ${name}?`,
  text: "Profile, identifiers, events and memberships of audiences are deleted, and the ledger loses everything personal about them. Nothing brings the person back. It is no ban: a new call with the same ID makes a new profile.",
  partners: "Delete at partners too",
  partnerLabel: (partner: string, nickname: string) => `Delete at ${partner} too (${nickname})`,
  noPartners: "No connected partner can delete users through Junction.",
  confirm: "Delete person",
  done: "The person is being deleted",
  page: {
    title: "Deletions",
    description: "People who were deleted, and what each partner answered: the receipts.",
    none: {
      title: "Nobody was deleted",
      text: "Delete a person on their page; what partners answered is kept here.",
    },
    here: "Here",
    partners: "At partners",
    requested: "Requested",
    by: "By",
    status: "Status",
    onlyHere: "Not asked",
    receipt: "Receipt",
    tries: (count: string) => `asked ${count}`,
    again: "Ask again",
    asked: "Partners that refused are asked again",
    more: "Show more",
  },
};
