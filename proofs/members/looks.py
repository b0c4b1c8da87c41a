"""What every page of accounts has to be, whatever it is for: asked of the browser that shows it."""

#: Returns sentences about what is wrong with the page as it is shown now.
WRONG = r"""
() => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (it) => `<${it.tagName.toLowerCase()}${it.id ? " id=" + it.id : ""}${it.name ? " name=" + it.name : ""}>`;
  const isShown = (it) => it.checkVisibility() && it.getClientRects().length > 0;

  // WCAG 3.1.1, 2.4.2, 1.3.1
  if (!document.documentElement.lang) wrong.push("the page has no language");
  if (!document.title.trim()) wrong.push("the page has no title");
  if (all("h1").length !== 1) wrong.push(`the page has ${all("h1").length} headings of the first level`);
  if (all("main").length !== 1) wrong.push("the page has no main part");
  let level = 1;
  for (const it of all("h1, h2, h3")) {
    if (+it.tagName[1] > level + 1) wrong.push(`a heading skips a level: ${it.textContent}`);
    level = +it.tagName[1];
  }
  // WCAG 4.1.2, 3.3.2, 1.3.5
  for (const it of all("input:not([type=hidden]), select, textarea")) {
    if (it.getAttribute("aria-hidden") !== "true" && !it.labels.length && !it.ariaLabel) wrong.push(`${name(it)} has no label`);
    if (!["checkbox", "search", "date"].includes(it.type) && it.tagName === "INPUT" && !it.autocomplete && !it.hasAttribute("value")) wrong.push(`${name(it)} says nothing to password managers`);
  }
  for (const it of all("button, a[href]")) if (!(it.textContent.trim() || it.ariaLabel)) wrong.push(`${name(it)} says nothing`);
  const ids = all("[id]").map((it) => it.id);
  for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) wrong.push(`two elements are called ${id}`);
  for (const it of all("[aria-describedby], [aria-labelledby]"))
    for (const id of `${it.getAttribute("aria-describedby") ?? ""} ${it.getAttribute("aria-labelledby") ?? ""}`.split(" ").filter(Boolean))
      if (!document.getElementById(id)) wrong.push(`${name(it)} points at ${id}, which is not there`);
  // WCAG 2.4.3: the order of the page is the order of the focus
  for (const it of all("[tabindex]")) if (it.tabIndex > 0) wrong.push(`${name(it)} jumps the queue`);
  // No script that the policy would have to let in by itself
  for (const it of all("script")) if (!it.nonce) wrong.push("a script has no nonce");
  for (const it of all("*")) for (const { name: attribute } of it.attributes) if (attribute.startsWith("on")) wrong.push(`${name(it)} has a handler in its markup`);
  for (const it of all("form[method=post]")) if (!it.querySelector("[name=csrf_token]")) wrong.push("a form has no token");
  // WCAG 1.4.10
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is wider than the window: ${document.documentElement.scrollWidth} of ${innerWidth}`);
  // WCAG 1.4.3
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [red, green, blue] = numbers(colour).map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (it) => {
    for (; it; it = it.parentElement) {
      const colour = getComputedStyle(it).backgroundColor;
      if (!(numbers(colour)[3] < 1)) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)";
  };
  for (const it of all("main *, header *")) {
    if (!isShown(it) || ![...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const [one, two] = [light(getComputedStyle(it).color), light(behind(it))];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (contrast < 4.5) wrong.push(`"${it.textContent.trim().slice(0, 30)}" has a contrast of ${contrast.toFixed(1)}`);
  }
  return wrong;
}
"""


def look(page):
    """Fails where the page that is shown is not what every page has to be: light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        wrong = page.evaluate(WRONG)
        assert wrong == [], f"{page.url}, {scheme}: {wrong}"


def order_of_focus(page, most=60):
    """What the Tab key visits, in its order, by name, address or text."""
    page.evaluate("document.activeElement.blur()")
    visited = []
    for _ in range(most):
        page.keyboard.press("Tab")
        it = page.evaluate(
            "() => { const it = document.activeElement; if (it === document.body) return null;"
            " const shown = getComputedStyle(it); return [it.name || it.getAttribute('href') || it.textContent.trim(), shown.outlineStyle !== 'none']; }"
        )
        if it is None:
            break
        assert it[1], f"nobody sees that {it[0]} has the focus"
        visited.append(it[0])
    return visited
