/** Builds the page into .build/web: content-hashed files, no inline script or style, so that the strict CSP holds. */
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../.build/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
  },
  server: { proxy: { '/v1': process.env['CAMTALLY_COLLECTOR'] ?? 'http://localhost:8080' } },
})
