/** Starts the page: its language, its style, its session. */
import { render } from 'preact'
import { App } from './app.tsx'
import './look/tokens.css'
import './look/ground.css'
import './look/frame.css'
import './look/controls.css'
import './look/cards.css'
import './look/tables.css'
import './look/charts.css'
import './look/why.css'
import './look/evidence.css'
import './look/states.css'
import './look/window.css'
import './popups/subscription/style.css'
import './look/narrow.css'
import './look/print.css'
import { loadLanguage } from './texts/say.ts'

const root = document.getElementById('app')
if (root !== null) {
  await loadLanguage()
  render(<App />, root)
}
