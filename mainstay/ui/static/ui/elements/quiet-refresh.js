// <quiet-refresh event="live:conversation" again="live:again">: when the event reaches the body the
// element is asked to "refresh" (its hx-trigger). While the pointer or the focus is inside, it
// waits: nothing moves under a hand. Several events in a short time are one refresh.
const QUIET = 250;

class QuietRefresh extends HTMLElement {
  connectedCallback() {
    this.names = ["event", "again"].map((name) => this.getAttribute(name)).filter(Boolean);
    this.heard = () => this.soon();
    this.left = () => this.waits && this.soon();
    for (const name of this.names) document.body.addEventListener(name, this.heard);
    this.addEventListener("pointerleave", this.left);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    for (const name of this.names) document.body.removeEventListener(name, this.heard);
    this.removeEventListener("pointerleave", this.left);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), QUIET);
  }

  refresh() {
    this.waits = this.hasAttribute("still") && this.matches(":hover");
    if (!this.waits) this.dispatchEvent(new CustomEvent("refresh"));
  }
}

customElements.define("quiet-refresh", QuietRefresh);
