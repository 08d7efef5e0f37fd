/** What goes into a repository on the Hub, and what is there. */

/** A repository that the almanac fills: the site is a Space, the tables are a dataset. */
export interface HubRepository {
  readonly type: 'space' | 'dataset';
  /** `owner/name`. */
  readonly name: string;
}

/** A file in a repository, as the Hub lists it. */
export interface HubEntry {
  readonly path: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** Of a large or binary file, which the Hub keeps beside git; null for any other. */
  readonly sha256: string | null;
  /** The name that git gives the content; of a file with a `sha256` only that of a pointer to it. */
  readonly gitOid: string;
}

/** A file to be put into a repository. Which checksum the Hub compares is the Hub's choice, so it has both. */
export interface HubFile extends HubEntry {
  readonly sha256: string;
  readonly content: Blob;
}

/** What is to be done to a repository, for it to hold what it should. */
export interface HubPlan {
  readonly upload: readonly HubFile[];
  /** What stays as it is. */
  readonly leave: readonly HubEntry[];
  readonly remove: readonly HubEntry[];
}
