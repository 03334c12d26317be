// <look-switch name="theme" values="light dark"> around a form: changes data-theme (or
// data-density) of the page at once. The form posts the choice when somebody is signed in; without
// an address the browser keeps it.
const SYSTEM = { theme: () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") };
const root = document.documentElement;

class LookSwitch extends HTMLElement {
  connectedCallback() {
    this.name = this.getAttribute("name");
    this.values = this.getAttribute("values").split(" ");
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.change(event));
    if (!this.kept) return;
    const value = this.read();
    if (this.values.includes(value)) root.dataset[this.name] = value;
  }

  get kept() {
    return !this.form.getAttribute("action");
  }

  read() {
    try { return localStorage.getItem(`mainstay-${this.name}`); } catch { return null; }
  }

  change(event) {
    event.preventDefault();
    const now = root.dataset[this.name] || SYSTEM[this.name]?.() || this.values[0];
    const next = this.values[(this.values.indexOf(now) + 1) % this.values.length];
    root.dataset[this.name] = next;
    if (this.kept) {
      try { localStorage.setItem(`mainstay-${this.name}`, next); } catch { /* a private window */ }
      return;
    }
    const body = new FormData(this.form);
    body.set(this.name, next);
    fetch(this.form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
  }
}

customElements.define("look-switch", LookSwitch);
