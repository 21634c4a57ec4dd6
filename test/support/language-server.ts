import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

const require = createRequire(import.meta.url);

/** What an editor marks, on lines and columns counted from 1 as in our own messages. */
export interface Mark {
  readonly line: number;
  readonly lastLine: number;
  readonly column: number;
  readonly message: string;
}

/** An editor with files open, as its YAML language server sees it. */
export interface Editor {
  /** What is marked in a text, were it a file in the folder. */
  marks(folder: string, text: string): Promise<readonly Mark[]>;
  /** What is offered where `|` stands in the text. */
  offers(folder: string, text: string): Promise<readonly string[]>;
  /** What is shown over the character after `|`. */
  hover(folder: string, text: string): Promise<string>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Diagnostics {
  readonly uri: string;
  readonly diagnostics: readonly {
    readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
    readonly message: string;
  }[];
}

/** Starts the server; `later` says when it is to end. */
export async function editor(later: (end: () => void) => void = onTestFinished): Promise<Editor> {
  const path = require.resolve('yaml-language-server/bin/yaml-language-server');
  const server = spawn(process.execPath, [path, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  later(() => server.kill());
  const answers = new Map<number, (message: Message) => void>();
  const validated = new Map<string, (found: Diagnostics['diagnostics']) => void>();
  let last = 0;
  let opened = 0;

  server.stdout.on('data', framed(receive));

  function send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  function receive(message: Message): void {
    if (message.method === undefined) return answers.get(message.id ?? 0)?.(message);
    if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = message.params as Diagnostics;
      return validated.get(uri)?.(diagnostics);
    }
    // Whatever it asks of the editor, the answer is that there is nothing to say.
    if (message.id !== undefined) send({ id: message.id, result: null });
  }

  function ask(method: string, params: object): Promise<unknown> {
    const id = ++last;
    return new Promise((resolve, reject) => {
      answers.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error.message)),
      );
      send({ id, method, params });
    });
  }

  /** Each text is a file of its own: that one is closed is marked as well, by nothing. */
  function open(
    folder: string,
    text: string,
  ): { readonly uri: string; readonly found: Promise<Diagnostics['diagnostics']> } {
    const uri = pathToFileURL(join(folder, `${++opened}.yaml`)).href;
    const found = new Promise<Diagnostics['diagnostics']>((resolve) => validated.set(uri, resolve));
    send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return { uri, found };
  }

  async function at(method: string, folder: string, text: string): Promise<unknown> {
    const before = text.slice(0, text.indexOf('|')).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    const { uri, found } = open(folder, text.replace('|', ''));
    await found;
    const answer = await ask(method, { textDocument: { uri }, position });
    send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    return answer;
  }

  await ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  send({ method: 'initialized', params: {} });
  return {
    marks: async (folder, text) => {
      const { uri, found } = open(folder, text);
      const marks = (await found).map(({ range: { start, end }, message }) => ({
        line: start.line + 1,
        lastLine: end.line + 1,
        column: start.character + 1,
        message,
      }));
      validated.delete(uri);
      send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
      return marks;
    },
    offers: async (folder, text) => {
      const { items } = (await at('textDocument/completion', folder, text)) as { items: readonly { label: string }[] };
      return items.map(({ label }) => label);
    },
    hover: async (folder, text) => {
      const hover = (await at('textDocument/hover', folder, text)) as { contents: { value: string } } | null;
      return hover?.contents.value ?? '';
    },
  };
}

/** Messages with a header that says how long they are, cut anywhere. */
function framed(receive: (message: Message) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || rest.length < end + 4 + length) return;
      receive(JSON.parse(rest.subarray(end + 4, end + 4 + length).toString()) as Message);
      rest = rest.subarray(end + 4 + length);
    }
  };
}
