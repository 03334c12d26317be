// <mail-frame> around a sandboxed iframe of our own origin without scripts: gives the frame the
// height of its content, again whenever an image or the width changes it.
const HIGHEST = 20000; // px; a longer mail scrolls inside its frame

class MailFrame extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("iframe");
    if (!this.frame) return;
    this.grow = new ResizeObserver(() => this.fit());
    this.loaded = () => this.watch();
    this.frame.addEventListener("load", this.loaded);
    this.grow.observe(this);
    if (this.frame.contentDocument?.readyState === "complete") this.watch();
  }

  disconnectedCallback() {
    this.grow?.disconnect();
    this.frame?.removeEventListener("load", this.loaded);
  }

  watch() {
    const body = this.frame.contentDocument?.body;
    if (!body) return;
    this.grow.observe(body);
    this.fit();
  }

  fit() {
    const page = this.frame.contentDocument;
    if (!page?.body?.childNodes.length) return;
    const root = page.documentElement;
    // The root is never lower than the frame, so the frame must not count.
    const content = Math.max(page.body.scrollHeight, root.offsetHeight);
    const bar = root.scrollWidth > root.clientWidth ? 16 : 0;
    const height = Math.min(HIGHEST, content + bar);
    if (Math.abs(this.frame.offsetHeight - height) > 1) this.frame.style.blockSize = `${height}px`;
  }
}

customElements.define("mail-frame", MailFrame);
