"""Looks at a page as axe does, and as somebody with a narrow screen does. Both only read it."""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

# What stands in a frame are the words of a client's mail; the frame itself is looked at.
# Nothing is loaded beforehand: for that it would write styles into the page, which no page allows.
_OPTIONS = {"resultTypes": ["violations"], "iframes": False, "preload": False}

_RUN = """async (options) => {
  // What still fades in is paler than it will be.
  const ends = (each) => each.effect.getComputedTiming().endTime !== Infinity;
  const moving = document.getAnimations().filter(ends);
  await Promise.all(moving.map((each) => each.finished.catch(() => null)));
  const { violations } = await axe.run(document, options);
  const why = (node) => [...node.any, ...node.all, ...node.none].map((one) => one.message);
  const place = (node) => `      ${node.target.join(" ")}  ${node.html.slice(0, 160)}`
    + `\\n        ${why(node).join("; ")}`;
  return violations.map(({ id, help, nodes }) =>
    [`${id}: ${help}`, ...nodes.slice(0, 4).map(place)].join("\\n"));
}"""

# The page, and what lies on it and does not scroll or scrolls only downwards.
_OUT_OF_REACH = """() => {
  const page = document.scrollingElement;
  const isHidden = (each) => getComputedStyle(each).overflowY === "hidden";
  const name = (each) => each.tagName.toLowerCase() + (each.className && `.${each.className}`);
  const found = [];
  for (const each of [page, ...document.querySelectorAll(".app, .sheet, .sheet .scroll")]) {
    const width = each === page ? window.innerWidth : each.clientWidth;
    if (each.scrollWidth > width + 1 && !each.matches(".settings__nav"))
      found.push(`${name(each)} is ${each.scrollWidth} px wide of ${width}`);
    if (each !== page && isHidden(each) && each.scrollHeight > each.clientHeight + 1)
      found.push(`${name(each)} cuts off what is under ${each.clientHeight} px`);
  }
  if (!found.length) return [];
  const clips = (each) => each && each !== document.body && each !== page
    && (getComputedStyle(each).overflowX !== "visible" || clips(each.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > window.innerWidth + 1 || box.left < -1)
      && !clips(each.parentElement);
  });
  return [...found, ...out.slice(0, 5).map((each) => each.outerHTML.slice(0, 110))];
}"""


# What has the focus looks other than without it: itself, its label, or what it stands in.
_FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return false;
  if (focused.tagName === "IFRAME") return true;
  const places = [focused, focused.nextElementSibling, ...(focused.labels ?? [])];
  for (let one = focused.parentElement, up = 0; one && up < 6; one = one.parentElement, up += 1)
    places.push(one);
  const parts = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor",
    "backgroundColor", "insetBlockStart"];
  const look = () => places.filter(Boolean).map((one) => {
    const style = getComputedStyle(one);
    return parts.map((part) => style[part]).join();
  }).join("|");
  const isOnScreen = [focused, ...(focused.labels ?? [])].some((one) => {
    const box = one.getBoundingClientRect();
    return box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  });
  const withFocus = look();
  focused.blur();
  const without = look();
  focused.focus({ focusVisible: true });
  return isOnScreen && withFocus !== without;
}"""


def violations(page: Page, only: list[str] | None = None, but: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page as it stands, each rule with its places. `only`, `but`: rules."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    left_out = {each: {"enabled": False} for each in but}
    found: list[str] = page.evaluate(_RUN, {**_OPTIONS, "runOnly": chosen, "rules": left_out})
    return found


def violations_in_the_dark(page: Page) -> list[str]:
    """Only the contrast depends on the colours."""
    page.emulate_media(color_scheme="dark")
    found = violations(page, ["color-contrast"])
    page.emulate_media(color_scheme="light")
    return found


def out_of_reach(page: Page) -> list[str]:
    """What makes the page scroll sideways, or lies where nobody can scroll to."""
    found: list[str] = page.evaluate(_OUT_OF_REACH)
    return found


def focus_is_seen(page: Page) -> bool:
    """Whether one can tell where the keyboard is. Moves the focus away and back."""
    seen: bool = page.evaluate(_FOCUS)
    return seen


@contextmanager
def from_the_right(page: Page) -> Iterator[None]:
    """The page as a language has it that is written from the right to the left."""
    page.evaluate("document.documentElement.dir = 'rtl'")
    yield
    page.evaluate("document.documentElement.dir = 'ltr'")


def told(where: str, found: list[str]) -> list[str]:
    return [f"{where}\n    {each}" for each in found]
