// <guess-zone><select>…</select></guess-zone>: chooses the time zone of the browser, as long as
// the page has not been sent back with another choice.
class GuessZone extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    if (!select || select.value !== "UTC") return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...select.options].some((option) => option.value === zone)) select.value = zone;
  }
}

customElements.define("guess-zone", GuessZone);
