// <file-drop url> in a form: files that are chosen, pasted or dropped go to the address at once and
// join the list [data-files] of the form's kind, which the server answers with. A picture that is
// pasted or dropped into the text is named there by its content id.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.form.querySelector("textarea");
    this.stop = new AbortController();
    const hear = (name, done) =>
      this.form.addEventListener(name, done, { signal: this.stop.signal });
    hear("change", ({ target }) => target.type === "file" && this.choose(target));
    hear("paste", (event) => this.take(event, event.clipboardData, event.target === this.text));
    hear("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    hear("drop", (event) => this.take(event, event.dataTransfer, event.target === this.text));
    hear("click", (event) => this.remove(event));
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  choose(input) {
    for (const file of input.files) this.upload(file, false);
    input.value = "";
  }

  take(event, data, isText) {
    // Words that are copied from a table bring a picture of it along: the words are meant.
    if (!data.files.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    for (const file of data.files) this.upload(file, isText && file.type.startsWith("image/"));
  }

  remove(event) {
    const button = event.target.closest("[data-file] button");
    if (!button) return;
    event.preventDefault();
    this.post({ remove: button.closest("[data-file]").dataset.file }, button);
  }

  upload(file, isInline) {
    const shown = document.createElement("li");
    shown.className = "attachment";
    shown.textContent = this.dataset.busy.replace("{name}", file.name);
    const bar = shown.appendChild(document.createElement("progress"));
    this.list.append(shown);
    this.post({ file, inline: isInline ? "1" : "" }, shown, bar);
  }

  get list() {
    return this.form.querySelector(`[data-files="${this.form.elements.kind.value}"]`);
  }

  post(values, shown, bar) {
    const { list } = this;
    const body = new FormData();
    const known = { kind: list.dataset.files };
    known.csrfmiddlewaretoken = this.form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of Object.entries({ ...known, ...values })) body.set(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", this.getAttribute("url"));
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = ({ loaded, total }) => bar && ((bar.max = total), (bar.value = loaded));
    request.onload = () => (request.status < 300 ? this.done(list, request) : this.failed(shown, request));
    request.onerror = () => this.failed(shown, request);
    request.send(body);
  }

  done(list, request) {
    const busy = [...list.querySelectorAll(":scope > :has(progress)")].slice(1);
    list.innerHTML = request.responseText;
    list.append(...busy);
    const picture = list.querySelector("[data-inserted]")?.dataset;
    const { value, selectionStart: at, selectionEnd } = this.text;
    const line = at && value[at - 1] !== "\n" ? "\n" : "";
    const words = picture && `${line}![${picture.name}](cid:${picture.contentId})\n`;
    if (words) this.text.setRangeText(words, at, selectionEnd, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  failed(shown, request) {
    shown.querySelector("progress")?.remove();
    shown.classList.add("attachment--held");
    shown.textContent = request.status === 422 ? request.responseText : this.dataset.failed;
  }
}

customElements.define("file-drop", FileDrop);
