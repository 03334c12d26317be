// <draft-keeper url> in a form: posts the form to the address while its text is typed and shows the
// answer in its <output>. While the server is gone it says so, keeps what was typed and tries again.
// What the form itself sends is kept no more.
import { OneByOne } from "ui/one-by-one";

const PAUSE = 1000; // ms after the last key

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.output = this.querySelector("output");
    this.posts = new OneByOne(this.getAttribute("url"), (...answer) => this.tell(...answer));
    this.stop = new AbortController();
    const options = { signal: this.stop.signal };
    const hear = (target, name, done) => target.addEventListener(name, done, options);
    hear(this.form, "input", ({ target }) => this.typed(target));
    hear(this.form, "focusout", () => this.take());
    hear(this.form, "turning", ({ detail }) => this.take(detail));
    hear(this.form, "submit", () => this.rest());
    for (const name of ["htmx:error", "htmx:response:error"]) {
      hear(document, name, ({ target }) => target === this.form && this.unsent());
    }
    hear(window, "beforeunload", (event) => this.posts.isLate && event.preventDefault());
    hear(window, "pagehide", () => {
      this.take();
      this.posts.hurry();
    });
  }

  // Another conversation took its place: what was typed last is kept like on a page that goes away.
  disconnectedCallback() {
    this.take();
    this.posts.hurry();
    this.rest();
    this.stop.abort();
  }

  typed(field) {
    if (!field.matches("textarea, input[type=email], [name=channel], [name=saved_reply]")) return;
    this.isDirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.take(), PAUSE);
  }

  take(kind = this.form.elements.kind.value) {
    if (!this.isDirty) return;
    this.isDirty = false;
    const body = new FormData(this.form);
    for (const [name, value] of [["kind", kind], ["form", body.get("once")]]) body.set(name, value);
    for (const name of ["once", "attachments"]) body.delete(name);
    this.posts.put(kind, body);
  }

  tell(html, kind, wrong) {
    if (wrong) this.output.textContent = this.dataset[wrong];
    else this.output.innerHTML = html;
    const kept = this.output.querySelector("[data-known-at]");
    if (!kept) return;
    const known = this.form.elements[`${kind}_known_at`];
    known.value = kept.dataset.knownAt;
    this.posts.waiting.get(kind)?.set(known.name, known.value);
    for (const each of this.form.querySelectorAll("[data-when-kept]")) {
      each.hidden = !kept.dataset.knownAt;
    }
  }

  rest() {
    this.isDirty = false;
    clearTimeout(this.timer);
    this.posts.stop();
  }

  unsent() {
    this.output.textContent = this.dataset.offline;
    this.typed(this.form.elements.body);
  }
}

customElements.define("draft-keeper", DraftKeeper);
