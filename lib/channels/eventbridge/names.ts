/** By what rules find our events on a bus; sources that begin with `aws.` are kept for AWS and its partners. */
export const EVENT_SOURCE = "junction.messages";
export const DETAIL_TYPE = "junction.message.user";
