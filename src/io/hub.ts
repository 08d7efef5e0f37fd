/** Repositories on the Hub: what is in one, and changes to it, each in one commit. */
import { commit, createRepo, datasetInfo, listFiles, spaceInfo } from '@huggingface/hub';
import type { HubEntry, HubPlan, HubRepository } from '../schema/hub.ts';
import { asPlainText, checkTokenOrigin } from './secrets.ts';

export const hubOrigin = 'https://huggingface.co';

export interface HubOptions {
  /** As `https://huggingface.co`, without a path. */
  readonly origin: string;
  /** Sent to that origin and nowhere else; without it only what everybody can see is read. */
  readonly token?: string | undefined;
}

export interface HubContent {
  /** The commit that was looked at. */
  readonly head: string;
  /** Whether only those with a right to it can see it. */
  readonly isPrivate: boolean;
  readonly files: readonly HubEntry[];
}

export interface HubConnection {
  /** What is in a repository now; null if there is none, or none that can be seen. */
  readonly look: (repository: HubRepository) => Promise<HubContent | null>;
  /** Makes an empty repository. Default public. */
  readonly create: (repository: HubRepository, visibility?: 'public' | 'private') => Promise<void>;
  /** Carries a plan out, whole or not at all, on what was looked at. Gives the commit. */
  readonly carryOut: (
    repository: HubRepository,
    plan: Pick<HubPlan, 'upload' | 'remove'>,
    on: { readonly head: string; readonly title: string },
  ) => Promise<string>;
}

/** An answer of the Hub that refuses, by its status. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/**
 * A connection to the Hub. Errors are one sentence without the token.
 *
 * Files go the older way, to addresses that the Hub gives, and not in chunks (Xet): they are small, and the way is one
 * that a test can follow.
 *
 * @throws {Error} if the token is not one, or would be sent where everyone can read it
 */
export function connectHub({ origin, token }: HubOptions): HubConnection {
  if (token !== undefined) checkToken(token, origin);
  const scrub = (text: string) => (token === undefined ? text : text.replaceAll(token, '[token]'));

  /** `fetch` as the client calls it, but for redirects, which are not followed: a token does not travel. */
  const send: typeof fetch = async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    const what = scrub(`${init?.method ?? 'GET'} ${address.origin}${address.pathname}`);
    if (new Headers(init?.headers).has('authorization') && address.origin !== origin)
      throw new Error(`the token would have been sent to ${address.origin}, and is only for ${origin}: ${what}`);
    const broke = (error: unknown) => {
      throw new Error(`the connection broke at ${what}: ${scrub(reason(error))}`);
    };
    const answer = await fetch(address, { ...init, redirect: 'manual' }).catch(broke);
    const { status, headers } = answer;
    const body = await answer.arrayBuffer().catch(broke);
    if (!answer.ok) {
      const said = asPlainText(scrub(Buffer.from(body).toString()));
      throw new Refusal(status, `${refused(answer, said, token !== undefined, origin)}, at ${what}`);
    }
    if (address.origin === origin && !headers.get('content-type')?.includes('json'))
      throw new Error(`the Hub answered with something that is not JSON, at ${what}`);
    return new Response(body, { status, headers });
  };
  const common = { hubUrl: origin, fetch: send, ...(token === undefined ? {} : { accessToken: token }) };

  async function head(repository: HubRepository): Promise<{ sha: string; isPrivate: boolean } | null> {
    const { type, name } = repository;
    try {
      if (type === 'dataset') {
        const { sha, private: isPrivate } = await datasetInfo({ name, additionalFields: ['sha'], ...common });
        return { sha, isPrivate };
      }
      const { sdk, sha, private: isPrivate } = await spaceInfo({ name, additionalFields: ['sha'], ...common });
      if (sdk !== 'static')
        throw new Error(`the Space ${name} is of another kind: expected static, found ${asPlainText(String(sdk))}`);
      return { sha, isPrivate };
    } catch (error) {
      // Without a token the Hub does not tell what is not there from what is private.
      const absent = token === undefined ? [401, 404] : [404];
      if (error instanceof Refusal && absent.includes(error.status)) return null;
      throw error;
    }
  }

  return {
    async look(repository) {
      const found = await head(repository);
      if (found === null) return null;
      const { sha: revision, isPrivate } = found;
      if (!/^[0-9a-f]{40}$/.test(revision))
        throw new Error(`the Hub gave no commit for the ${repository.type} ${repository.name}`);
      const files: HubEntry[] = [];
      for await (const { type, path, size, oid, lfs } of listFiles({
        repo: repository,
        recursive: true,
        revision,
        ...common,
      })) {
        if (type !== 'file') continue;
        if (oid === undefined) throw new Error(`the Hub gave no checksum for ${asPlainText(path)}`);
        files.push({ path, bytes: lfs?.size ?? size, sha256: lfs?.oid ?? null, gitOid: oid });
      }
      return { head: revision, isPrivate, files };
    },

    async create(repository, visibility = 'public') {
      await createRepo({
        repo: repository,
        visibility,
        ...(repository.type === 'space' ? { sdk: 'static' } : {}),
        ...common,
        accessToken: token ?? '',
      });
    },

    async carryOut(repository, { upload, remove }, on) {
      const done = await commit({
        repo: repository,
        title: on.title,
        parentCommit: on.head,
        operations: [
          ...upload.map(({ path, content }) => ({ operation: 'addOrUpdate' as const, path, content })),
          ...remove.map(({ path }) => ({ operation: 'delete' as const, path })),
        ],
        useXet: false,
        ...common,
      });
      if (!done) throw new Error(`the Hub named no commit for the ${repository.type} ${repository.name}`);
      return done.commit.oid;
    },
  };
}

function checkToken(token: string, origin: string): void {
  if (!/^hf_[\x21-\x7e]{5,}$/.test(token)) throw new Error('HF_TOKEN is not a token of the Hub: it begins with hf_');
  checkTokenOrigin(origin);
}

/** Why a request failed; `fetch` says it in the cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return asPlainText(cause instanceof Error ? cause.message : String(cause));
}

/** A refusal in words. */
function refused({ status, headers, url }: Response, said: string, hasToken: boolean, origin: string): string {
  if (new URL(url).origin !== origin) return `the Hub’s storage answered with status ${status}`;
  switch (status) {
    case 401:
    case 403:
      return `not authorised (${status}): ${hasToken ? 'HF_TOKEN needs the right to write there' : 'a token is needed'}`;
    case 409:
      return 'it is there already, or is being made (409)';
    case 412:
      return 'somebody else has changed the repository meanwhile (412); run it again';
    case 429: {
      const [, seconds] =
        /^(\d+)$/.exec(headers.get('retry-after') ?? '') ?? /t=(\d+)/.exec(headers.get('ratelimit') ?? '') ?? [];
      return `the Hub's rate limit is reached (429); try again ${seconds === undefined ? 'later' : `in ${seconds} seconds`}`;
    }
    default:
      if (status >= 300 && status < 400)
        return `the Hub points elsewhere (${status}), which is not followed; a repository that was renamed goes by its new name`;
      return `the Hub answered with status ${status}${said && `: ${said}`}`;
  }
}
