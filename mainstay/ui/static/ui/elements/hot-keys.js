// <hot-keys> presses the element whose aria-keyshortcuts names the key, or whose data-sequence
// names two ("g i"). Single keys rest while somebody types and while <html data-single-keys="off">.
// j and k walk the [data-row] of the page. A field is focused, anything else is clicked and then
// hands the focus to the field that its data-focuses names.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

// On a Cyrillic or Arabic keyboard a letter key means the Latin letter printed beside it.
function letter(event) {
  if (!event.code.startsWith("Key") || /^[a-z]$/i.test(event.key)) return event.key;
  return event.code.slice(3).toLowerCase();
}

function chord(event) {
  const key = letter(event);
  const held = event.ctrlKey || event.metaKey ? "control+" : event.altKey ? "alt+" : "";
  return (held + key).toLowerCase();
}

// The last one wins: what came later in the page is nearer (a toast, the composer).
function find(attribute, wanted) {
  const dialog = document.querySelector("dialog[open]");
  const all = [...(dialog ?? document).querySelectorAll(`[${attribute}]`)];
  const same = (element) => {
    const named = element.getAttribute(attribute).toLowerCase();
    return attribute === "data-sequence" ? named === wanted : named.split(" ").includes(wanted);
  };
  return all.findLast((element) => same(element) && element.checkVisibility());
}

class HotKeys extends HTMLElement {
  connectedCallback() {
    this.listen = (event) => this.press(event);
    document.addEventListener("keydown", this.listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listen);
  }

  press(event) {
    const wanted = chord(event);
    const again = event.repeat && !/^[jk]$/.test(wanted);
    if (event.defaultPrevented || event.isComposing || again) return;
    if (!/^(control|alt)\+/.test(wanted)) {
      const typing = event.target.closest?.(TYPING);
      if (event.key === "Escape" && typing && !event.target.closest("dialog")) return typing.blur();
      if (typing || document.documentElement.dataset.singleKeys === "off") return;
    }
    const hit = this.second(wanted) ?? find("aria-keyshortcuts", wanted);
    if (hit) this.act(hit, event);
    else if (/^[jk]$/.test(wanted)) this.walk(wanted === "j" ? 1 : -1, event);
  }

  second(wanted) {
    const before = this.first;
    this.first = wanted;
    clearTimeout(this.forget);
    this.forget = setTimeout(() => (this.first = ""), 900);
    return (before && find("data-sequence", `${before} ${wanted}`)) || undefined;
  }

  act(element, event) {
    if (element.matches(":disabled, [aria-disabled=true]")) return;
    event.preventDefault();
    this.first = "";
    if (element.matches(TYPING)) element.focus();
    else element.click();
    document.getElementById(element.dataset.focuses ?? "")?.focus();
  }

  walk(step, event) {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
    if (!rows.length) return;
    event.preventDefault();
    const here = rows.indexOf(document.activeElement.closest("[data-row]"));
    const at = here >= 0 ? here + step : rows.findIndex((row) => row.ariaCurrent) + step;
    rows[Math.max(0, Math.min(rows.length - 1, at))].focus();
  }
}

customElements.define("hot-keys", HotKeys);
