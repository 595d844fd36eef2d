/** The source of events that Junction raises itself: no source of a workspace has it, so no destination is sent them. */
export const OWN_SOURCE_ID = "00000000-0000-0000-0000-000000000000";
