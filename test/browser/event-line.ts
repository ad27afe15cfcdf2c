/** The server-sent side of the fake collector: remembers what it said, so that a page can resume after a loss. */
import type { ServerResponse } from 'node:http'
import type { World } from './fake-world.ts'

type Said = { readonly id: number; readonly name: string; readonly data: unknown }

export class EventLine {
  readonly #world: World
  readonly #open = new Set<ServerResponse>()
  readonly #said: Said[] = []
  #isDown = false
  /** What each connection asked to resume after, in order; undefined for a first connection. */
  readonly resumedAfter: (string | undefined)[] = []

  constructor(world: World) {
    this.#world = world
  }

  attach(response: ServerResponse, after: string | undefined): void {
    if (this.#isDown) {
      response.destroy()
      return
    }
    this.resumedAfter.push(after)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(`event: hello\ndata: ${JSON.stringify({ at: this.#world.now })}\n\n`)
    if (after !== undefined) for (const said of this.#said.filter(({ id }) => id > Number(after))) write(response, said)
    this.#open.add(response)
    response.on('close', () => this.#open.delete(response))
  }

  /** Said to whoever listens, and to who comes back and has not heard it. */
  say(name: string, data: unknown = {}): void {
    const said = { id: this.#said.length + 1, name, data }
    this.#said.push(said)
    for (const response of this.#open) write(response, said)
  }

  /** The line breaks and stays broken until `mend`. */
  break(): void {
    this.#isDown = true
    this.close()
  }

  mend(): void {
    this.#isDown = false
  }

  close(): void {
    for (const response of this.#open) response.destroy()
    this.#open.clear()
  }
}

function write(response: ServerResponse, { id, name, data }: Said): void {
  response.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}
