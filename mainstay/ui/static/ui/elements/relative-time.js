// <relative-time datetime format="when|ago|left">: "14:13", "yesterday", "3 minutes ago", "1h 48m".
// The text of the server stays inside as the fallback; ours stands in the shadow, so that a morph
// of the page does not bring the old words back. Time left is rounded down.
const shown = new Set();
const STEPS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];

function language() { return document.documentElement.lang || undefined; }

function ago(at, now, style = "long") {
  const seconds = (at - now) / 1000;
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto", style });
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return unit === "second" ? words.format(0, "second") : words.format(Math.trunc(seconds / size), unit);
}

function when(at, now) {
  const midnight = (date) => new Date(date).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 864e5);
  const format = (options) => new Intl.DateTimeFormat(language(), options).format(at);
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (days === 0) return format(clock);
  if (days === -1) return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-1, "day");
  if (Math.abs(days) < 7) return format({ weekday: "short", ...clock });
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
  return format({ day: "numeric", month: "short", ...year });
}

function left(at, now) {
  let rest = Math.max(0, Math.floor((at - now) / 60000));
  const parts = [["day", 1440], ["hour", 60], ["minute", 1]].map(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return [unit, amount];
  });
  const from = parts.findIndex(([, amount]) => amount);
  const said = parts.slice(from < 0 ? 2 : from).slice(0, 2).filter(([, amount], n) => amount || n === 0);
  const word = ([unit, amount]) =>
    new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "narrow" }).format(amount);
  return said.map(word).join(" ");
}

class RelativeTime extends HTMLElement {
  static observedAttributes = ["datetime", "format"];

  connectedCallback() { shown.add(this); this.show(); }
  disconnectedCallback() { shown.delete(this); }
  attributeChangedCallback() { if (this.isConnected) this.show(); }

  show() {
    const at = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(at.getTime())) return;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const text = ({ when, left }[this.getAttribute("format")] ?? ago)(at, new Date());
    if (root.textContent !== text) root.textContent = text;
    const whole = { dateStyle: "full", timeStyle: "short" };
    this.title ||= new Intl.DateTimeFormat(language(), whole).format(at);
  }
}

customElements.define("relative-time", RelativeTime);
setInterval(() => shown.forEach((element) => element.show()), 20000);
