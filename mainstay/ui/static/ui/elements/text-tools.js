// <text-tools for="id"> with buttons: [data-wrap] puts marks around the chosen words of a textarea,
// [data-line] before each chosen line, [data-link] makes a link. [data-key] names the key of a
// button ("control+b"). Enter goes on with a list. "/" in an empty text presses [data-when-slash].
const ITEM = /^(\s*)([-*]|(\d+)[.)])( +)(.*)$/;

function chord(event) {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = (digit ?? letter ?? event.key).toLowerCase();
  return `control+${event.shiftKey ? "shift+" : ""}${key}`;
}

class TextTools extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.text = document.getElementById(this.getAttribute("for"));
    this.addEventListener("click", ({ target }) => this.press(target.closest("button")));
    this.listen = (event) => this.key(event);
    this.text.addEventListener("keydown", this.listen);
  }

  disconnectedCallback() {
    this.text.removeEventListener("keydown", this.listen);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      const button = this.querySelector(`[data-key="${CSS.escape(chord(event))}"]`);
      if (!button) return;
      event.preventDefault();
      this.press(button);
    } else if (event.key === "/" && !this.text.value) {
      const picker = this.text.form.querySelector("[data-when-slash]");
      if (!picker) return;
      event.preventDefault();
      picker.click();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) this.goOn(event);
  }

  press(button) {
    if (!button) return;
    const { wrap, line, link } = button.dataset;
    this.text.focus();
    const { value, selectionStart: start, selectionEnd: end } = this.text;
    const chosen = value.slice(start, end);
    if (wrap) this.put(start, end, wrap + chosen + wrap, start + wrap.length, chosen.length);
    else if (link) this.put(start, end, `[${chosen}](${link})`, start + chosen.length + 3, link.length);
    else if (line) this.lines(line, start, end);
  }

  lines(mark, start, end) {
    const from = this.text.value.lastIndexOf("\n", start - 1) + 1;
    const rows = this.text.value.slice(from, end).split("\n");
    const marked = rows.map((row, at) => (mark === "1. " ? `${at + 1}. ` : mark) + row).join("\n");
    this.put(from, end, marked, from + marked.length, 0);
  }

  goOn(event) {
    const { value, selectionStart: at, selectionEnd } = this.text;
    const from = value.lastIndexOf("\n", at - 1) + 1;
    const item = at === selectionEnd && ITEM.exec(value.slice(from, at));
    if (!item) return;
    event.preventDefault();
    const [, indent, mark, number, blank, words] = item;
    if (!words) return this.put(from, at, "", from, 0);
    const next = number ? mark.replace(number, Number(number) + 1) : mark;
    const begun = `\n${indent}${next}${blank}`;
    this.put(at, at, begun, at + begun.length, 0);
  }

  put(from, to, words, caret, chosen) {
    this.text.setSelectionRange(from, to);
    // The old command keeps the browser's undo; where it is gone the text is set.
    const name = words ? "insertText" : "delete";
    if (from !== to || words) document.execCommand(name, false, words) || this.text.setRangeText(words);
    this.text.setSelectionRange(caret, caret + chosen);
  }
}

customElements.define("text-tools", TextTools);
