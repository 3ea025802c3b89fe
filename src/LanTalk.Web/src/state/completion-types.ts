/** What could stand between `from` and `to` instead of what is typed there. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  /** The best first, at most 50. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly kind: 'command' | 'user' | 'room';
  /** What to put there, with the blank or colon behind it. */
  readonly insert: string;
  readonly label: string;
  /** A command's arguments and help, a room's topic; empty for none. */
  readonly hint: string;
}
