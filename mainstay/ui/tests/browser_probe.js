// Plays a person on the probe page and writes what happened into #report, one line a finding.
const report = [];
const say = (name, value) => report.push(`${name}=${value}`);
const soon = (ms) => new Promise((done) => setTimeout(done, ms));
const press = (key, more = {}) =>
  document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, code: more.code ?? "", bubbles: true, cancelable: true, ...more }),
  );
document.addEventListener("securitypolicyviolation", (event) =>
  say("violation", `${event.violatedDirective} ${event.blockedURI}`),
);

let told, again = false;
document.addEventListener("live:conversation:7", (event) => (told = event.detail.id), true);
document.addEventListener("live:again", () => (again = true), true);

async function play() {
  await customElements.whenDefined("hot-keys");
  await soon(300);
  const get = (id) => document.getElementById(id);

  press("e");
  await soon(400);
  say("refused", get("footer").textContent.includes("waiting for an answer"));
  get("keep").value = "typed";
  get("keep").focus();
  get("save").click();
  await soon(400);
  say("morph keeps", `${get("keep").value} ${document.activeElement.id} ${get("said").textContent}`);

  get("broken").click();
  await soon(400);
  say("fault", Boolean(document.querySelector("#toasts .toast--late")));
  document.querySelector("#toasts [data-dismiss]")?.click();
  say("dismissed", !document.querySelector("#toasts .toast--late"));

  document.activeElement.blur();
  press("j");
  press("j");
  say("row", document.activeElement.id);
  press("у", { code: "KeyE" });
  await soon(300);
  say("cyrillic", get("footer").dataset.times);
  get("keep").focus();
  press("x");
  say("typing", location.hash);
  press("Escape");
  press("g");
  press("i");
  say("sequence", location.hash);
  press("k", { ctrlKey: true });
  say("palette", get("palette").open);
  get("palette").close();

  document.body.dispatchEvent(new CustomEvent("live:conversation:12"));
  await soon(400);
  say("live", get("live").textContent);
  say("time", get("time").shadowRoot.textContent);
  say("frame", get("mail").offsetHeight > 250 && get("mail").offsetHeight < 600);
  const toast = document.createElement("auto-dismiss");
  toast.setAttribute("seconds", "1");
  get("toasts").append(toast);
  await soon(1300);
  say("toast gone", !toast.isConnected);
  await soon(2500);
  say("stream", told);
  say("after the gap", again);
  get("look").click();
  say("theme", document.documentElement.dataset.theme);
  get("report").textContent = `${report.join("\n")}\nend=true`;
}

play().catch((error) => (document.getElementById("report").textContent = `error=${error.stack}`));
