/** No answer, because of something: of a table, a row, a number or a comparison. */
export interface Unavailable {
  /** A sentence for a reader. */
  readonly reason: string;
}

export const isUnavailable = (answer: object): answer is Unavailable => 'reason' in answer;
