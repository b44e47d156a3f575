import { createRoot, type Root } from 'react-dom/client';
import type { PlayedPackage } from '#lib/exercises/core/played.ts';
import askingCss from './asking.css';
import baseCss from './base.css';
import contentCss from './content.css';
import frameCss from './frame.css';
import { Player } from './player.tsx';
import verdictCss from './verdict.css';

// The player as an element of its own, for pages that know nothing of React or of this studio; see docs/player.md. Built by
// `npm run player`, with Preact in the place of React.

const ELEMENT = ':host{display:block;color-scheme:light dark}:host([hidden]){display:none}';

/** `<trailwright-exercises>`: plays what stands in it as JSON, at `src`, or in its property `exercises`. */
class TrailwrightExercises extends HTMLElement {
  static observedAttributes = ['src', 'lang'];

  #root: Root | null = null;
  #played: PlayedPackage | null = null;
  #asked = '';

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const shadow = this.attachShadow({ mode: 'open' });
      const style = document.createElement('style');
      style.textContent = `${ELEMENT}${baseCss}${contentCss}${askingCss}${verdictCss}${frameCss}`;
      shadow.append(style, document.createElement('div'));
    }
    const place = this.shadowRoot?.querySelector('div');
    if (place) this.#root ??= createRoot(place);
    if (this.#played) this.#show();
    else this.#load();
  }

  disconnectedCallback(): void {
    this.#root?.unmount();
    this.#root = null;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return;
    if (name === 'src') this.#load();
    else this.#show();
  }

  get exercises(): PlayedPackage | null {
    return this.#played;
  }

  set exercises(played: PlayedPackage | null) {
    this.#played = played;
    this.#show();
  }

  async #load(): Promise<void> {
    const address = this.getAttribute('src');
    this.#asked = address ?? '';
    try {
      if (address) {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
        const played = await answer.json();
        if (this.#asked === address) this.exercises = played;
        return;
      }
      // A page that is still being read may not have come to the script yet.
      if (document.readyState === 'loading')
        await new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }));
      const source = this.querySelector('script[type="application/json"]')?.textContent;
      if (source) this.exercises = JSON.parse(source);
    } catch (error) {
      this.#tell('trailwright-failed', { message: error instanceof Error ? error.message : String(error) });
    }
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #show(): void {
    const played = this.#played;
    if (!played || !this.#root) return;
    const items = played.exercises.map((rendered, at) => ({ key: String(at), rendered }));
    this.#root.render(
      <Player
        title={played.title}
        items={items}
        version={played.version}
        language={this.lang || played.language}
        hearsPage={this.hasAttribute('hears-page')}
        onAnswer={(answered) => this.#tell('trailwright-answer', answered)}
        onFinish={(finished) => this.#tell('trailwright-finish', finished)}
      />,
    );
  }
}

if (!customElements.get('trailwright-exercises')) customElements.define('trailwright-exercises', TrailwrightExercises);
