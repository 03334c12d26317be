// <presence-beat url form="composer" event="live:presence:12" again="live:again">: says every 15 s
// while the page is in sight that somebody looks at it, and whether they type in the form. The
// answer, who else is there, becomes the content of its <output>.
const PAUSE = 15000;
const TYPED = 8000; // ms after a key for which somebody types

class PresenceBeat extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const hear = (target, name, done) =>
      target?.addEventListener(name, done, { signal: this.stop.signal });
    const names = ["event", "again"].map((name) => this.getAttribute(name));
    for (const name of names) hear(document.body, name, () => this.beat());
    hear(document, "input", ({ target }) => target.form?.id === this.getAttribute("form") && this.typed(target));
    hear(document, "visibilitychange", () => (document.hidden ? this.go() : this.beat()));
    hear(window, "pagehide", () => this.go());
    this.timer = setInterval(() => this.beat(), PAUSE);
    this.beat();
  }

  disconnectedCallback() {
    this.go();
    this.stop.abort();
    clearInterval(this.timer);
    clearTimeout(this.rest);
  }

  typed(field) {
    if (!field.matches("textarea")) return;
    const began = !this.types;
    this.types = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.types = false;
      this.beat();
    }, TYPED);
    if (began) this.beat();
  }

  body(values) {
    const body = new FormData(this.querySelector("form"));
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    return body;
  }

  async beat() {
    if (document.hidden) return;
    // What is told while an answer is awaited would else wait for the next beat.
    this.missed = this.busy;
    if (this.busy) return;
    this.busy = true;
    try {
      const body = this.body({ typing: this.types ? "1" : "" });
      const headers = { "HX-Request": "true" };
      const answer = await fetch(this.getAttribute("url"), { method: "POST", body, headers, redirect: "manual" });
      if (answer.ok) this.show(await answer.text());
    } catch { /* the next one tells */ }
    this.busy = false;
    if (this.missed) this.beat();
  }

  show(html) {
    const output = this.querySelector("output");
    if (output.dataset.shown === html) return;
    output.dataset.shown = html;
    output.innerHTML = html;
  }

  go() {
    navigator.sendBeacon(this.getAttribute("url"), this.body({ gone: "1" }));
  }
}

customElements.define("presence-beat", PresenceBeat);
