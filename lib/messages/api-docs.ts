export const apiDocsMessages = {
  title: "API",
  description: "Everything that the screens do, for programs: the same operations, the same rules.",
  search: "Search operations",
  noMatch: "No operation matches",
  base: "Base address",
  key: "Send an API key of this workspace with every call. Its role decides what it may do.",
  keysLink: "Create an API key",
  keysReadOnly: "An Admin of this workspace can create an API key.",
  paging: "Lists come in pages: pass nextCursor as cursor until it is null.",
  errors:
    "Refused calls answer with problem+json (RFC 9457): detail says what happened and what to do, problems names each field that is wrong, blockers what stands in the way.",
  events:
    "Events are sent to /v1 at the root of this address, with the write key of a source instead of the API key.",
  triggers:
    "External Trigger campaigns are called at /1/send and /2/send at the root of this address, in CleverTap's words: with an API key as above, or with its headers.",
  document: "OpenAPI 3.1 document",
} as const;
