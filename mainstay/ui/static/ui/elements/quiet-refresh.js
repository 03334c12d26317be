// <quiet-refresh event="live:conversation" again="live:again">: when the event, or one of several
// with spaces between, reaches the body the element is asked to "refresh" (its hx-trigger). While
// the pointer is over one that is `still`, it waits: nothing moves under a hand. Several events in
// a short time are one refresh.
const QUIET = 250;

class QuietRefresh extends HTMLElement {
  static observedAttributes = ["event"];
  heard = () => this.soon();
  left = () => this.waits && this.soon();
  names = [];

  connectedCallback() {
    this.listen();
    this.addEventListener("pointerleave", this.left);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop();
    this.removeEventListener("pointerleave", this.left);
  }

  // A morph keeps the element and may change what it has to hear.
  attributeChangedCallback() {
    if (this.isConnected) this.listen();
  }

  listen() {
    this.stop();
    const named = ["event", "again"].map((name) => this.getAttribute(name) ?? "").join(" ");
    this.names = named.split(" ").filter(Boolean);
    for (const name of this.names) document.body.addEventListener(name, this.heard);
  }

  stop() {
    for (const name of this.names) document.body.removeEventListener(name, this.heard);
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
