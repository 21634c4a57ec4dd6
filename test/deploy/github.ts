import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/** The part of GitHub's API that the action uses: comments of one pull request, what a commit was merged by, code scanning. */
export class GitHub {
  readonly comments: Comment[] = [];
  readonly scans: { readonly commit_sha: string; readonly ref: string; readonly sarif: string }[] = [];
  pulls: readonly object[] = [];
  /** What the token may do besides reading. */
  mayWrite = true;
  url = '';

  static async start(): Promise<GitHub> {
    const hub = new GitHub();
    const server = createServer((request, response) => {
      void hub.#answer(request).then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return hub;
  }

  comment(login: string, body: string): Comment {
    const comment = { id: this.comments.length + 1, body, user: { login } };
    this.comments.push(comment);
    return comment;
  }

  async #answer(request: IncomingMessage): Promise<[number, unknown]> {
    let text = '';
    for await (const part of request) text += String(part);
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '', this.url);
    const path = url.pathname.replace('/repos/shop/infra', '');
    if (headers.authorization !== 'Bearer secret') return [401, { message: 'Bad credentials' }];
    if (method !== 'GET' && !this.mayWrite) return [403, { message: 'Resource not accessible by integration' }];
    const body = text === '' ? {} : (JSON.parse(text) as { body: string });
    if (method === 'GET' && path === '/issues/7/comments') return [200, this.#page(url.searchParams)];
    if (method === 'POST' && path === '/issues/7/comments')
      return [201, this.comment('github-actions[bot]', (body as { body: string }).body)];
    if (method === 'PATCH' && path.startsWith('/issues/comments/')) {
      const comment = this.comments.find(({ id }) => id === Number(path.split('/').at(-1)))!;
      comment.body = (body as { body: string }).body;
      return [200, comment];
    }
    if (method === 'GET' && /^\/commits\/\w+\/pulls$/.test(path)) return [200, this.pulls];
    if (method === 'POST' && path === '/code-scanning/sarifs') {
      this.scans.push(body as unknown as GitHub['scans'][number]);
      return [202, { id: '1' }];
    }
    return [404, { message: 'Not Found' }];
  }

  #page(query: URLSearchParams): readonly Comment[] {
    const [size, page] = [Number(query.get('per_page')), Number(query.get('page'))];
    return this.comments.slice((page - 1) * size, page * size);
  }
}
