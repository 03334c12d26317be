// <auto-dismiss seconds="6"> or <auto-dismiss until="2026-01-31T10:00:00Z"> removes itself when its
// time is over. Seconds stand still while a pointer or the focus is on it; a deadline of the
// server does not. [data-countdown] inside shows the seconds left, [data-dismiss] closes at once.
class AutoDismiss extends HTMLElement {
  connectedCallback() {
    const until = Date.parse(this.getAttribute("until") ?? "");
    this.waits = Number.isNaN(until);
    this.left = this.waits ? Number(this.getAttribute("seconds") ?? 6) : (until - Date.now()) / 1000;
    this.timer = setInterval(() => this.tick(), 1000);
    this.addEventListener("click", this.dismiss);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.removeEventListener("click", this.dismiss);
  }

  dismiss(event) {
    if (event.target.closest("[data-dismiss]")) this.remove();
  }

  tick() {
    const held = this.matches(":hover, :focus-within") || document.hidden;
    if (this.waits && held) return;
    this.left -= 1;
    if (this.left <= 0) this.remove();
    else this.show();
  }

  show() {
    const shown = this.querySelector("[data-countdown]");
    if (shown) shown.textContent = Math.max(1, Math.ceil(this.left));
  }
}

customElements.define("auto-dismiss", AutoDismiss);
