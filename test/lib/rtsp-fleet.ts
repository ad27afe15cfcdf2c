/** Starts the fleet of real RTSP cameras (rtsp-fleet.py, GStreamer) where the machine has what it needs. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Debian's names of what the fleet needs. */
export const fleetPackages = 'python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good'

export type FleetState = 'up' | 'down' | 'hang' | 'empty'

/** Camera numbers begin at 1. With a login, camera N wants user "viewer" and password "viewer-N". */
export interface Fleet {
  readonly urls: readonly string[]
  setState(camera: number, state: FleetState): Promise<void>
  stop(): Promise<void>
}

const python = '/usr/bin/python3'

/** True if a fleet can be started here. */
export function hasFleet(): boolean {
  const script = `import gi; gi.require_version("GstRtspServer", "1.0"); from gi.repository import Gst, GstRtspServer
Gst.init(None); assert all(Gst.ElementFactory.find(n) for n in ("videotestsrc", "jpegenc", "rtpjpegpay"))`
  return spawnSync(python, ['-c', script], { stdio: 'ignore' }).status === 0
}

/** All cameras up, on free ports of 127.0.1.N. */
export async function startFleet(cameraCount: number, auth: 'none' | 'digest'): Promise<Fleet> {
  const args = ['--cameras', String(cameraCount), '--auth', auth, '--port', '0', '--control', '0']
  const child = spawn(python, [join(import.meta.dirname, 'rtsp-fleet.py'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const control = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      const port = /control on 127\.0\.0\.1:(\d+)\n/.exec(text)?.[1]
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`)
    })
    child.once('exit', (code) => reject(new Error(`the fleet ended with ${code}`)))
  })
  const listing: unknown = await (await fetch(`${control}/cameras`)).json()
  return {
    urls: Array.isArray(listing) ? listing.map((camera: { url: string }) => camera.url) : [],
    async setState(camera, state) {
      const response = await fetch(`${control}/cameras/${camera}/${state}`, { method: 'POST' })
      if (!response.ok) throw new Error(`camera ${camera} does not become ${state}: ${response.status}`)
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
