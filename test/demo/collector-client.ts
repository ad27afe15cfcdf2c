/** The collector's public API as the demo uses it: JSON in and out, one bearer token, an error with the problem's
 *  words. */
export type CollectorClient = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
  bytes(path: string): Promise<Uint8Array>
}

export function collectorClient(url: string, token: string): CollectorClient {
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers }
    const answer = await fetch(new URL(path, url), { ...init, headers })
    if (answer.ok) return answer
    throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`)
  }
  const json = <T>(answer: Response): Promise<T> => answer.json() as Promise<T>
  return {
    get: async (path) => json(await send(path, {})),
    async post(path, body) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      return json(await send(path, { method: 'POST', headers, body: JSON.stringify(body) }))
    },
    bytes: async (path) => new Uint8Array(await (await send(path, {})).arrayBuffer()),
  }
}
