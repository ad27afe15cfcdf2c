/** camtally-collector: the command line. */
console.error('not built yet')
process.exitCode = 1
