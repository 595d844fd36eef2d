/** What a guide fills into its code. */
export type Installation = {
  /** Address of this Junction, without a slash at the end. */
  address: string;
  writeKey: string;
};

export type Step = { title: string; text?: string; code: string };

/** One way to send from a platform: an SDK, or none. */
export type Guide = { id: string; label: string; steps: (installation: Installation) => Step[] };
