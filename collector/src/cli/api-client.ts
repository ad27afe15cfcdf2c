/** The collector's own API as commands use it: what ops do here anyone may do by HTTP, by the same checks. */
import { CommandError } from './failure.ts'
import type { Options } from './program.ts'
import type { Shell } from './shell.ts'

export type ApiClient = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
  bytes(path: string): Promise<Uint8Array>
  /** Every item of a list, page by page. */
  list<T>(path: string): Promise<T[]>
}

/** Where and as whom: --url or CAMTALLY_URL, CAMTALLY_TOKEN, CAMTALLY_TOKEN_FILE, else ./camtally-data/ops-token.
 *  @throws CommandError NO_TOKEN */
export function apiClient(options: Options, shell: Shell): ApiClient {
  const url =
    typeof options['url'] === 'string' ? options['url'] : (shell.env['CAMTALLY_URL'] ?? 'http://127.0.0.1:8080')
  const token = tokenOf(shell)
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers }
    const answer = await reach(() => shell.fetch(new URL(path, url), { ...init, headers }), url)
    if (answer.ok) return answer
    throw refusalOf(answer.status, await answer.text())
  }
  const json = async <T>(path: string, init?: RequestInit): Promise<T> => (await send(path, init)).json() as Promise<T>
  return {
    get: (path) => json(path),
    post(path, body) {
      const key = Buffer.from(shell.random.bytes(16)).toString('base64url')
      const headers = { 'content-type': 'application/json', 'idempotency-key': key }
      return json(path, { method: 'POST', headers, body: JSON.stringify(body) })
    },
    bytes: async (path) => new Uint8Array(await (await send(path)).arrayBuffer()),
    async list<T>(path: string) {
      const all: T[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: T[]; next: string | null } = await json(
          `${path}?limit=200${cursor && `&cursor=${cursor}`}`,
        )
        all.push(...page.items)
        cursor = page.next
      }
      return all
    },
  }
}

function tokenOf(shell: Shell): string {
  const file = shell.env['CAMTALLY_TOKEN_FILE'] ?? './camtally-data/ops-token'
  const given = shell.env['CAMTALLY_TOKEN']
  if (given !== undefined) return given
  if (shell.fileExists(file)) return shell.readFile(file).trim()
  const hint = 'Set CAMTALLY_TOKEN_FILE or CAMTALLY_TOKEN; camtally-collector token create makes one.'
  throw new CommandError('NO_TOKEN', `There is no token: ${file} is not there.`, hint)
}

async function reach(ask: () => Promise<Response>, url: string): Promise<Response> {
  try {
    return await ask()
  } catch {
    throw new CommandError('COLLECTOR_UNREACHABLE', `No collector answers at ${url}.`, 'Is it running? See --url.')
  }
}

function refusalOf(status: number, text: string): CommandError {
  try {
    const { code, title, detail, hint } = JSON.parse(text) as Record<string, string>
    return new CommandError(code ?? `HTTP_${status}`, detail ?? title ?? text, hint ?? '')
  } catch {
    return new CommandError(`HTTP_${status}`, text.slice(0, 200), 'Is there a proxy between?')
  }
}
