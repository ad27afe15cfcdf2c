/** What the demo says while it works: a step's title, then one line that grows on a terminal and stays short
 *  elsewhere. */
export type Progress = {
  /** Begins a step. */
  step(title: string): void
  /** A fact worth a line. */
  note(text: string): void
  /** How far a long step is; drawn on a terminal, printed every tenth elsewhere. */
  part(done: number, all: number, unit: string): void
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  let number = 0
  let lastTenth = -1
  return {
    step(title) {
      number += 1
      lastTenth = -1
      stream.write(`\n${number}  ${title}\n`)
    },
    note: (text) => stream.write(`   ${text}\n`),
    part(done, all, unit) {
      const tenth = Math.floor((done * 10) / all)
      const text = `   ${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} ${unit}`
      if (stream.isTTY) stream.write(`\r${text}${done >= all ? '\n' : ''}`)
      else if (tenth !== lastTenth) stream.write(`${text}\n`)
      lastTenth = tenth
    },
  }
}
