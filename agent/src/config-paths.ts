/** Makes the paths of a configuration whole: those of the file from its folder, others from the working folder, and
 *  `credential:NAME` from the folder that systemd's LoadCredential= made. */
import { dirname, join, resolve } from 'node:path'
import type { AgentConfig, SourceConfig } from './config-schema.ts'

export type PathPlaces = {
  readonly origins: ReadonlyMap<string, string>
  readonly file: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The same configuration with absolute paths. Without systemd's folder `credential:NAME` stays as it is, so that the
 *  message about the unreadable file names it. */
export function resolvePaths(config: AgentConfig, places: PathPlaces): AgentConfig {
  const fileFolder = places.file === undefined ? '.' : dirname(places.file)
  const whole = (path: string, folder: string) => {
    const credential = /^credential:([\w.@-]+)$/.exec(path)?.[1]
    const credentials = places.env['CREDENTIALS_DIRECTORY']
    if (credential === undefined) return resolve(folder, path)
    return credentials === undefined ? path : join(credentials, credential)
  }
  const folderOf = (setting: string) => (places.origins.get(setting)?.startsWith('file ') ? fileFolder : '.')
  const { passwordFile } = config.cameraLogin
  return {
    ...config,
    dataDir: whole(config.dataDir, folderOf('dataDir')),
    cameraLogin: {
      ...config.cameraLogin,
      ...(passwordFile === undefined
        ? {}
        : { passwordFile: whole(passwordFile, folderOf('cameraLogin.passwordFile')) }),
    },
    sources: config.sources.map((source) => resolveSource(source, (path) => whole(path, fileFolder))),
  }
}

function resolveSource(source: SourceConfig, whole: (path: string) => string): SourceConfig {
  if (source.kind === 'static') return { ...source, file: whole(source.file) }
  return { ...withPassword(source, whole), cameras: source.cameras.map((camera) => withPassword(camera, whole)) }
}

function withPassword<Holder extends { passwordFile?: string }>(
  holder: Holder,
  whole: (path: string) => string,
): Holder {
  return holder.passwordFile === undefined ? holder : { ...holder, passwordFile: whole(holder.passwordFile) }
}
